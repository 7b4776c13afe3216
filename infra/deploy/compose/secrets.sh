#!/bin/sh
# Makes what the compose file must not contain: passwords, keys, and certificates for development, in ./secrets beside
# this script. What is there already is kept, so it may be run again. Needs openssl 3.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
secrets=${1:-$here/secrets}
mkdir -p "$secrets"
# The folder is for its owner. The files are readable, since each is mounted alone and its reader has another user id.
chmod 0700 "$secrets"
cd "$secrets"

# Writes standard input to $1, where that is not there yet.
once() {
    if [ -s "$1" ]; then cat >/dev/null; else cat >"$1.new" && mv "$1.new" "$1"; fi
}
secret() {
    [ -s "$1" ] || printf %s "$2$(openssl rand -hex 32)" | once "$1"
}

secret operator.key lk.operator.
secret prometheus.key lk.prometheus.
for name in broker.secret mqtt.password mongo-root.password mongo-lekha.password grafana.password; do
    secret "$name" ''
done

printf 'mongodb://lekha:%s@mongo:27017/lekha?replicaSet=rs0' "$(cat mongo-lekha.password)" | once store

# Mosquitto's own form: PBKDF2 of HMAC-SHA-512.
if [ ! -s mosquitto.passwd ]; then
    salt=$(openssl rand -hex 6)
    hash=$(openssl kdf -keylen 64 -kdfopt digest:SHA512 -kdfopt "pass:$(cat mqtt.password)" -kdfopt "salt:$salt" \
        -kdfopt iter:101 -binary PBKDF2 | openssl base64 -A)
    # shellcheck disable=SC2016 # the dollars are Mosquitto's
    printf 'lekha:$7$101$%s$%s\n' "$(printf %s "$salt" | openssl base64 -A)" "$hash" | once mosquitto.passwd
fi
rm -f mosquitto.conf
sed "s|@SECRET@|$(cat broker.secret)|" "$here/mosquitto.conf" >mosquitto.conf

if [ ! -s ca.pem ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 365 \
        -subj '/CN=Lekha development CA' -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign'
fi
if [ ! -s mosquitto.pem ]; then
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout mosquitto.key -out mosquitto.csr \
        -subj '/CN=mosquitto'
    printf 'subjectAltName=DNS:mosquitto,DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n' >mosquitto.ext
    openssl x509 -req -in mosquitto.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 365 -extfile mosquitto.ext \
        -out mosquitto.pem
    rm mosquitto.csr mosquitto.ext
fi
chmod 0444 -- *
chmod 0400 ca.key
