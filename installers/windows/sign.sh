#!/bin/sh
# Signs a Windows program in place, with a certificate that lies outside the repository.
#
#     RILO_CERTIFICATE=file.p12 RILO_CERTIFICATE_PASSPHRASE=... [RILO_TIMESTAMP=address] sign.sh FILE
set -eu

stamp=
[ -z "${RILO_TIMESTAMP:-}" ] || stamp="-ts $RILO_TIMESTAMP"
# shellcheck disable=SC2086  # two words or none
osslsigncode sign -pkcs12 "$RILO_CERTIFICATE" -pass "${RILO_CERTIFICATE_PASSPHRASE:-}" -h sha256 \
    -n "RILO Desktop" $stamp -in "$1" -out "$1.signed" >/dev/null
mv "$1.signed" "$1"
