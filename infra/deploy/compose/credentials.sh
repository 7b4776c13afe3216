#!/bin/sh
# Issues the keys of Prometheus and Mosquitto, each limited to what it asks; run again, it gets the first answer.
set -eu

issue() {
    curl -sS --fail-with-body --retry 30 --retry-connrefused --retry-delay 1 \
        -H "Authorization: Bearer $(cat /run/secrets/operator.key)" -H "Idempotency-Key: compose-$1" \
        -H 'Content-Type: application/json' http://lekha-core:8080/api/commands/registration/IssueCredential \
        -d "{\"credential\":\"$1\",\"principal\":\"$1\",\"roles\":[\"OPERATOR\"],\"scopes\":[\"$2\"],\"secret\":\"$3\"}"
    echo
}

key=$(cat /run/secrets/prometheus.key)
issue prometheus actuator "${key#lk.prometheus.}"
issue mosquitto mqtt "$(cat /run/secrets/broker.secret)"
