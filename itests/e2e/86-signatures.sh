#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Signed images: keys, certificates and signatures made by openssl; certificates in a directory,
# then in a real Barbican.
. "$(dirname "$0")/lib.sh"
if ! command -v openssl >/dev/null; then
  skip "signed images" "no openssl"
  finish
fi
KEYS=$SCRATCH/keys CERTIFICATES=$SCRATCH/certificates STORE=$SCRATCH/store
mkdir -p "$KEYS" "$CERTIFICATES" "$STORE"
cat >"$SCRATCH/glance-api.conf" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $PORT
[glance_store]
filesystem_store_datadir = $STORE
[paste_deploy]
flavor =
[oriel_signatures]
certificate_directory = $CERTIFICATES
END
uuid() { cat /proc/sys/kernel/random/uuid; }
key() { # NAME KIND
  case $2 in
    rsa) openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$KEYS/$1" ;;
    dsa)
      openssl genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024 -out "$KEYS/$1.params"
      openssl genpkey -paramfile "$KEYS/$1.params" -out "$KEYS/$1"
      ;;
    *) openssl ecparam -name "$2" -genkey -noout -out "$KEYS/$1" ;;
  esac 2>/dev/null
}
certificate() { # KEY MORE...: a certificate that a key gives itself; prints its id
  local id name=$1
  shift
  id=$(uuid)
  openssl req -x509 -new -sha256 -key "$KEYS/$name" -days 9 -subj "/CN=$name" -out "$CERTIFICATES/$id.pem" "$@" 2>/dev/null
  echo "$id"
}
sign() { # KEY HASH FILE [OPTION...]
  local key=$1 hash=$2 file=$3
  shift 3
  openssl dgst "-$hash" -sign "$KEYS/$key" "$@" "$file" | base64 -w 0
}
PSS=(-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:max)
signed() { # SIGNATURE HASH-METHOD KEY-TYPE CERTIFICATE: a queued image; prints its id
  api server POST /v2/images -H 'Content-Type: application/json' -d "{\"name\": \"signed\", \"disk_format\": \"raw\", \"container_format\": \"bare\",
    \"img_signature\": \"$1\", \"img_signature_hash_method\": \"$2\", \"img_signature_key_type\": \"$3\", \"img_signature_certificate_uuid\": \"$4\"}" | jq -r .id
}
upload() { # ID FILE: prints the status of the answer; its body is in $SCRATCH/answer
  api server PUT "/v2/images/$1/file" -H 'Content-Type: application/octet-stream' --data-binary "@$2" -o "$SCRATCH/answer" -w '%{http_code}'
}
status() { api server GET "/v2/images/$1" | jq -r .status; }
says() { grep -qF -- "$1" "$SCRATCH/answer"; }

head -c 3000000 /dev/urandom >"$SCRATCH/good"
{ head -c 2999999 "$SCRATCH/good"; printf x; } >"$SCRATCH/bad"
cmp -s "$SCRATCH/good" "$SCRATCH/bad" && { head -c 2999999 "$SCRATCH/good"; printf y; } >"$SCRATCH/bad"
check "a server starts" server_up server --conf "$SCRATCH/glance-api.conf" || finish

while read -r name kind hash method type; do
  key "$name" "$kind"
  id=$(certificate "$name")
  more=()
  [ "$kind" = rsa ] && more=("${PSS[@]}")
  signature=$(sign "$name" "$hash" "$SCRATCH/good" ${more[@]+"${more[@]}"})
  image=$(signed "$signature" "$method" "$type" "$id")
  same "$type with $method: other data are refused" 400 "$(upload "$image" "$SCRATCH/bad")"
  check "…in Glance's words" says "Signature verification failed for image $image: Signature verification failed"
  same "…the image is queued again" queued "$(status "$image")"
  same "…and nothing of the data is left" 0 "$(find "$STORE" -type f | grep -c "$image")"
  same "…the signed data are taken" 204 "$(upload "$image" "$SCRATCH/good")"
  same "…and active" active "$(status "$image")"
done <<'END'
rsa256 rsa sha256 SHA-256 RSA-PSS
rsa512 rsa sha512 SHA-512 RSA-PSS
ec384 secp384r1 sha384 SHA-384 ECC_SECP384R1
ec521 secp521r1 sha512 SHA-512 ECC_SECP521R1
binary571 sect571k1 sha224 SHA-224 ECC_SECT571K1
dsa dsa sha256 SHA-256 DSA
END
api server GET "/v2/images/$image/file" -o "$SCRATCH/back"
check "what comes out is what was signed" cmp "$SCRATCH/good" "$SCRATCH/back"

note "certificates"
signature=$(sign rsa256 sha256 "$SCRATCH/good" "${PSS[@]}")
own=$(certificate rsa256)
unknown=$(uuid)
image=$(signed "$signature" SHA-256 RSA-PSS "$unknown")
same "a certificate that is not there" 400 "$(upload "$image" "$SCRATCH/good")"
check "…is named" says "Certificate not found with ID: $unknown"
same "…and the image waits" queued "$(status "$image")"
image=$(signed "$signature" SHA-256 RSA-PSS ../../keys/rsa256)
same "an id that is a path" 400 "$(upload "$image" "$SCRATCH/good")"
image=$(signed "$signature" MD5 RSA-PSS "$own")
same "a hash method that is not known" 400 "$(upload "$image" "$SCRATCH/good")"
check "…is named" says "Invalid signature hash method: MD5"
image=$(signed "$signature" SHA-256 DSA "$own")
same "a key of another type" 400 "$(upload "$image" "$SCRATCH/good")"
check "…is named" says "Invalid public key type for signature key type: DSA"
image=$(api server POST /v2/images -H 'Content-Type: application/json' -d '{"disk_format": "raw", "container_format": "bare", "img_signature": "x"}' | jq -r .id)
same "an image with a part of the properties is not signed" 204 "$(upload "$image" "$SCRATCH/bad")"

note "authorities"
key ca rsa
ca=$(certificate ca -addext keyUsage=critical,keyCertSign)
issued=$(uuid)
openssl req -new -key "$KEYS/rsa256" -subj /CN=issued -out "$SCRATCH/request" 2>/dev/null
openssl x509 -req -in "$SCRATCH/request" -days 9 -set_serial 7 -CA "$CERTIFICATES/$ca.pem" -CAkey "$KEYS/ca" -out "$CERTIFICATES/$issued.pem" 2>/dev/null
check "the server stops" server_down server
echo "trusted_certificates = $ca" >>"$SCRATCH/glance-api.conf"
check "…and starts with a trusted authority" server_up server --conf "$SCRATCH/glance-api.conf"
image=$(signed "$signature" SHA-256 RSA-PSS "$own")
same "a certificate of nobody's is refused" 400 "$(upload "$image" "$SCRATCH/good")"
check "…and named" says "Certificate chain building failed for the following certificate: $own"
image=$(signed "$signature" SHA-256 RSA-PSS "$issued")
same "one that the authority issued is taken" 204 "$(upload "$image" "$SCRATCH/good")"
check "the server stops" server_down server

note "certificates in a real Barbican, behind a real Keystone"
export IMAGE_ENDPOINT=http://127.0.0.1:$PORT BARBICAN_PORT=$((PORT + 6))
if ! command -v barbican-wsgi-api >/dev/null || ! { mariadb_up && mariadb_database glance && keystone_up; }; then
  skip "certificates in Barbican" "no barbican-api, MariaDB or Keystone here, or they do not start"
  finish
fi
check "a real Barbican" real barbican start || finish
CONF=$(DATABASE=$(mariadb_url glance) NAME=signed SECURE_RBAC=True EXTRA="[barbican]
auth_endpoint = $KEYSTONE_URL" real glance conf)
check "a server starts on Glance's configuration" server_up keyed --conf "$CONF" || finish
DEMO=$(keystone_token demo) ALT=$(keystone_token alt)
barbican() { curl -sS -H "X-Auth-Token: $DEMO" "http://127.0.0.1:$BARBICAN_PORT/v1/secrets$@"; }
secret() { # TYPE FILE: prints the id
  barbican '' -H 'Content-Type: application/json' -d "$(jq -n --arg type "$1" --rawfile text "$2" \
    '{name: "signer", secret_type: $type, payload: $text, payload_content_type: "text/plain"}')" | jq -r '.secret_ref | split("/") | last'
}
api() { # NAME METHOD PATH [CURL-OPTION...]: as a member of a project
  local method=$2 path=$3
  shift 3
  curl -sS --max-time 120 -H "X-Auth-Token: ${WHO:-$DEMO}" -X "$method" "http://127.0.0.1:$PORT$path" "$@"
}
id=$(secret certificate "$CERTIFICATES/$own.pem")
check "Barbican keeps a certificate" grep -q certificate <(barbican "/$id" -H 'Accept: application/json')
image=$(signed "$signature" SHA-256 RSA-PSS "$id")
same "by it, other data are refused" 400 "$(upload "$image" "$SCRATCH/bad")"
same "…and the signed ones taken" 204 "$(upload "$image" "$SCRATCH/good")"
same "…and active" active "$(status "$image")"
image=$(signed "$signature" SHA-256 RSA-PSS "$(secret passphrase "$CERTIFICATES/$own.pem")")
same "another kind of secret is no certificate" 400 "$(upload "$image" "$SCRATCH/good")"
check "…and named" says "Invalid certificate format: passphrase"
unknown=$(uuid)
image=$(signed "$signature" SHA-256 RSA-PSS "$unknown")
same "a secret that is not there" 400 "$(upload "$image" "$SCRATCH/good")"
check "…is named" says "Certificate not found with ID: $unknown"
image=$(WHO=$ALT signed "$signature" SHA-256 RSA-PSS "$id")
same "another project may not read it" 400 "$(WHO=$ALT upload "$image" "$SCRATCH/good")"
check "Barbican goes" real barbican stop
image=$(signed "$signature" SHA-256 RSA-PSS "$id")
same "without it nothing signed is taken" 400 "$(upload "$image" "$SCRATCH/good")"
same "…and the image waits" queued "$(status "$image")"
refused "the log holds no token" grep -qF -- "$DEMO" "$(server_log keyed)"
check "down" server_down keyed
finish
