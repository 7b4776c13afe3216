// Makes a replica set of the one server and a user for the platform; run again, it changes nothing.
const { readFileSync } = require("fs");
const secret = (name) => readFileSync("/run/secrets/" + name, "utf8");
const admin = db.getSiblingDB("admin");

admin.auth("root", secret("mongo-root.password"));
try {
  rs.status();
} catch (none) {
  if (none.codeName !== "NotYetInitialized") {
    throw none;
  }
  rs.initiate({ _id: "rs0", members: [{ _id: 0, host: "mongo:27017" }] });
}
for (let tries = 0; !db.hello().isWritablePrimary; tries++) {
  if (tries === 60) {
    throw new Error("no primary after 60 s");
  }
  sleep(1000);
}
const lekha = db.getSiblingDB("lekha");
if (lekha.getUser("lekha") === null) {
  lekha.createUser({
    user: "lekha",
    pwd: secret("mongo-lekha.password"),
    roles: [{ role: "readWrite", db: "lekha" }],
  });
}
