#!/usr/bin/env python3
"""A second reader of Vigie packs, format version 1, written from docs/FORMAT.md and from nothing else.

Its use is to prove that the document is enough, and to catch the day when code and document part ways. It reads the
vectors beside it and the vectors of identifiers, and compares every verdict and every error code:

    python3 reader.py              exit 0 if all agree, 1 if one does not, 77 if a module is missing
    python3 reader.py --modules    only tells whether the modules are there
    python3 reader.py --canonical  a JSON list [kind, text] a line in, its canonical form (or null) a line out

Debian: apt install python3-cryptography python3-argon2
"""
import hashlib
import hmac
import json
import re
import struct
import sys
import unicodedata
from datetime import date
from pathlib import Path

try:
    from argon2 import low_level
    from cryptography.exceptions import InvalidSignature, InvalidTag
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
except ImportError as missing:
    print(f"missing: {missing.name}")
    sys.exit(77)


class Refused(Exception):
    """An error of the format; its only argument is the code."""


def require(condition, code):
    if not condition:
        raise Refused(code)


# ---- §1 conventions

def u32le(number):
    return struct.pack("<I", number)


def hkdf(key, salt, info):
    pseudorandom = hmac.new(salt, key, "sha256").digest()
    return hmac.new(pseudorandom, info.encode("ascii") + b"\x01", "sha256").digest()


def argon2id(password, salt, secret, cost):
    ffi, lib = low_level.ffi, low_level.lib
    out = ffi.new("uint8_t[]", 32)
    held = {name: ffi.new("uint8_t[]", value) for name, value in
            (("pwd", password), ("salt", salt), ("secret", secret)) if value}
    context = ffi.new("argon2_context *", dict(
        version=0x13, out=out, outlen=32,
        pwd=held.get("pwd", ffi.NULL), pwdlen=len(password),
        salt=held["salt"], saltlen=len(salt),
        secret=held.get("secret", ffi.NULL), secretlen=len(secret),
        ad=ffi.NULL, adlen=0,
        t_cost=cost["passes"], m_cost=cost["memoryKiB"], lanes=cost["lanes"], threads=cost["lanes"],
        allocate_cbk=ffi.NULL, free_cbk=ffi.NULL, flags=lib.ARGON2_DEFAULT_FLAGS,
    ))
    result = low_level.core(context, low_level.Type.ID.value)
    assert result == lib.ARGON2_OK, result
    return bytes(ffi.buffer(out))


# ---- §3 layout

def aligned(offset):
    return -(-offset // 4096) * 4096


def read_pack(data, trusted):
    """@returns manifest, layout, table. Rules of §3 and §4 in the order of §8.1."""
    magic = b"VIGIEPK"
    require(data[:7] == magic[:len(data[:7])], "pack-bad-magic")
    require(len(data) < 8 or data[7:8] == b"1", "pack-version-unsupported")
    require(len(data) >= 108, "pack-truncated")
    (manifest_bytes,) = struct.unpack_from("<I", data, 8)
    require(manifest_bytes <= 2_097_152, "manifest-too-long")
    require(len(data) >= 108 + manifest_bytes, "pack-truncated")
    signature, signer_key = data[12:76], data[76:108]
    raw = data[108:108 + manifest_bytes]
    try:
        Ed25519PublicKey.from_public_bytes(signer_key).verify(signature, b"vigie/pack/v1/manifest\x00" + raw)
    except InvalidSignature:
        raise Refused("signature-invalid") from None
    spki = bytes.fromhex("302a300506032b6570032100") + signer_key
    require(hashlib.sha256(spki).hexdigest() in trusted, "signer-untrusted")

    manifest = read_manifest(raw)
    buckets = 2 ** manifest["prefixBits"]
    layout = {"table": aligned(108 + manifest_bytes), "bucketBytes": 18 * manifest["recordsPerBucket"] + 16}
    table_end = layout["table"] + 32 * buckets
    layout["private"] = aligned(table_end)
    private_end = layout["private"] + manifest["privateBytes"]
    layout["buckets"] = aligned(private_end)
    file_bytes = layout["buckets"] + buckets * layout["bucketBytes"]
    require(len(data) >= file_bytes, "pack-truncated")
    require(len(data) <= file_bytes, "pack-trailing-bytes")
    require(not any(data[108 + manifest_bytes:layout["table"]]), "pack-padding-not-zero")
    require(not any(data[table_end:layout["private"]]), "pack-padding-not-zero")
    require(not any(data[private_end:layout["buckets"]]), "pack-padding-not-zero")
    table = data[layout["table"]:table_end]
    require(hashlib.sha256(table).hexdigest() == manifest["tableSha256"], "table-mismatch")
    found = hashlib.sha256(data[layout["private"]:private_end]).hexdigest()
    require(found == manifest["privateSha256"], "private-part-corrupt")
    return manifest, layout, table


# ---- §4 manifest

CLASSES = ("ameli-login email phone postal-address nir civil-status iban card identity-document health-data "
           "rights").split()
KINDS = "nir email phone rpps".split()
REASONS = ("repeated-in-record excluded-column outside-records other-host by-chance rounded wrong-key hashed "
           "reserved").split()
LEVELS = "contradicted cannot-tell partly-supported supported".split()
CANARIES = 16  # of each kind
BLANK = "\t\n\v\f\r \u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200b))) + "\u2028\u2029\u202f\u205f\u3000\ufeff"


def units(text):
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Malformed(Exception):
    pass


def must(condition):
    if not condition:
        raise Malformed


def is_integer(value, low, high):
    must(type(value) is int and low <= value <= high)


def is_hex(value, byte_count):
    must(isinstance(value, str) and re.fullmatch(r"[0-9a-f]{%d}" % (2 * byte_count), value))


def is_text(value, low, high):
    must(isinstance(value, str) and value == value.strip(BLANK))
    must(low <= units(value) <= high)


def is_date(value):
    must(isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value))
    try:
        date.fromisoformat(value)
    except ValueError:
        raise Malformed from None


def is_instant(value):
    must(isinstance(value, str))
    parts = re.fullmatch(r"([0-9-]{10})T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?Z", value)
    must(parts)
    is_date(parts[1])
    must(int(parts[2]) < 24 and int(parts[3]) < 60 and int(parts[4]) < 60)


def is_object(value, *members):
    must(isinstance(value, dict) and set(value) == set(members))


def is_list(value, low, high):
    must(isinstance(value, list) and low <= len(value) <= high)


def is_bilingual(value):
    is_object(value, "fr", "en")
    is_text(value["fr"], 1, 2000)
    is_text(value["en"], 1, 2000)


def is_once_each(values, allowed):
    must(all(isinstance(value, str) and value in allowed for value in values))
    must(len(set(values)) == len(values))


def is_incident(value):
    is_object(value, "id", "title", "occurredOn", "disclosedOn", "status", "source", "dataClasses", "statement",
              "verification", "assessment")
    must(isinstance(value["id"], str) and re.fullmatch(r"[a-z0-9][a-z0-9-]{1,62}", value["id"]))
    is_bilingual(value["title"])
    if value["occurredOn"] is not None:
        is_date(value["occurredOn"])
    is_date(value["disclosedOn"])
    must(value["status"] in ("confirmed", "partly-confirmed", "claimed", "refuted"))
    is_text(value["source"], 1, 2000)
    is_object(value["dataClasses"], "everyone", "some", "claimed")
    for listed in value["dataClasses"].values():
        must(isinstance(listed, list))
    everyone, some, claimed = (value["dataClasses"][name] for name in ("everyone", "some", "claimed"))
    is_once_each(everyone + some + claimed, CLASSES)
    is_bilingual(value["statement"])
    verification = value["verification"]
    if verification is not None:
        is_object(verification, "by", "on", "method")
        is_text(verification["by"], 1, 2000)
        is_date(verification["on"])
        is_bilingual(verification["method"])
    if value["status"] in ("confirmed", "partly-confirmed"):
        must(verification is not None)
    else:
        must(not everyone and not some)
    assessment = value["assessment"]
    if assessment is not None:
        is_object(assessment, "level", "on", "reportSha256", "scope")
        must(assessment["level"] in LEVELS and assessment["scope"] in ("whole", "sample"))
        is_date(assessment["on"])
        is_hex(assessment["reportSha256"], 32)


def strict_json(raw):
    """The profile of §4.5. Raises Malformed or a ValueError (of UTF-8, of JSON)."""
    text = raw.decode("utf-8")
    must(not text.startswith("\ufeff"))

    def no_repeats(pairs):
        must(len({name for name, _ in pairs}) == len(pairs))
        return dict(pairs)

    def integer(digits):
        must(re.fullmatch("0|[1-9][0-9]{0,15}", digits) and int(digits) < 2 ** 53)
        return int(digits)

    def refuse(_):
        raise Malformed

    try:
        value = json.loads(text, object_pairs_hook=no_repeats, parse_int=integer, parse_float=refuse,
                           parse_constant=refuse)
    except RecursionError:
        raise Malformed from None
    check_texts(value, 1)
    return value


MISLEADING = re.compile("[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def check_texts(value, depth):
    if isinstance(value, str):
        must(not MISLEADING.search(value) and not any(category(c) == "Cc" for c in value))
    elif isinstance(value, (list, dict)):
        must(depth <= 16)
        for name in value if isinstance(value, dict) else ():
            check_texts(name, depth)
        for inner in value.values() if isinstance(value, dict) else value:
            check_texts(inner, depth + 1)


def read_manifest(raw):
    try:
        manifest = strict_json(raw)
        check_manifest(manifest)
    except (Malformed, ValueError):  # UnicodeDecodeError and JSONDecodeError are ValueErrors
        raise Refused("manifest-malformed") from None
    require_cost(manifest["stretch"])
    return manifest


def is_coverage(value):
    must(isinstance(value, list))
    for kind in value:
        is_object(kind, "kind", "seen", "indexed", "lost", "explained")
        for field in ("seen", "indexed", "lost"):
            is_integer(kind[field], 0, 2 ** 53 - 1)
        must(isinstance(kind["explained"], list))
        for each in kind["explained"]:
            is_object(each, "reason", "count")
            is_integer(each["count"], 1, 2 ** 53 - 1)
        is_once_each([each["reason"] for each in kind["explained"]], REASONS)
        told = kind["indexed"] + kind["lost"] + sum(each["count"] for each in kind["explained"])
        must(told == kind["seen"])
    is_once_each([kind["kind"] for kind in value], KINDS)


def check_manifest(m):
    is_object(m, "format", "series", "sequence", "createdAt", "dataAsOf", "validUntil", "issuer", "incidents",
              "dataClasses", "identifierKinds", "coverage", "entryCount", "prefixBits", "recordsPerBucket", "stretch",
              "privateBytes", "packId", "tableSha256", "privateSha256", "slots", "commitment")
    is_integer(m["format"], 1, 1)
    is_hex(m["packId"], 16)
    must(isinstance(m["series"], str) and re.fullmatch(r"[a-z0-9][a-z0-9-]{0,62}", m["series"]))
    is_integer(m["sequence"], 1, 2_147_483_647)
    is_instant(m["createdAt"])
    is_date(m["dataAsOf"])
    if m["validUntil"] is not None:
        is_date(m["validUntil"])
    is_text(m["issuer"], 1, 200)
    is_list(m["incidents"], 1, 256)
    for incident in m["incidents"]:
        is_incident(incident)
    must(len({incident["id"] for incident in m["incidents"]}) == len(m["incidents"]))
    is_list(m["dataClasses"], 1, 16)
    is_once_each(m["dataClasses"], CLASSES)
    is_list(m["identifierKinds"], 1, 4)
    is_once_each(m["identifierKinds"], KINDS)
    is_coverage(m["coverage"])
    is_integer(m["entryCount"], 0, 2 ** 53 - 1)
    is_integer(m["prefixBits"], 0, 20)
    is_integer(m["recordsPerBucket"], 1, 65_536)
    is_hex(m["tableSha256"], 32)
    is_object(m["stretch"], "memoryKiB", "passes", "lanes", "salt", "commitment")
    for field in ("memoryKiB", "passes", "lanes"):
        is_integer(m["stretch"][field], 0, 2 ** 53 - 1)
    is_hex(m["stretch"]["salt"], 16)
    is_hex(m["stretch"]["commitment"], 32)
    is_integer(m["privateBytes"], 4096, 4_194_304)
    is_hex(m["privateSha256"], 32)
    is_list(m["slots"], 1, 1024)
    is_hex(m["commitment"], 32)
    canaries = CANARIES * len(m["identifierKinds"])
    must(m["entryCount"] + canaries <= m["recordsPerBucket"] * 2 ** m["prefixBits"])


def require_cost(cost):
    for field, low, high in (("memoryKiB", 64, 1_048_576), ("passes", 1, 16), ("lanes", 1, 4)):
        require(low <= cost[field] <= high, "cost-out-of-range")


# ---- §5 keys

def normalise_passphrase(typed):
    return re.sub("[%s]+" % BLANK, " ", unicodedata.normalize("NFKC", typed).strip(BLANK))


P = 2 ** 255 - 19
SMALL_ORDER = {0, 1, P - 1, P, P + 1} | {int.from_bytes(bytes.fromhex(text), "little") for text in (
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")}


def check_slots(manifest):
    passphrases = 0
    for slot in manifest["slots"]:
        try:
            must(isinstance(slot, dict))
            if slot.get("type") == "x25519":
                is_object(slot, "type", "ephemeralKey", "nonce", "sealedKey")
                is_hex(slot["ephemeralKey"], 32)
                is_hex(slot["nonce"], 12)
                is_hex(slot["sealedKey"], 48)
                point = int.from_bytes(bytes.fromhex(slot["ephemeralKey"]), "little") % 2 ** 255
                must(point not in SMALL_ORDER)
                continue
            is_object(slot, "type", "label", "memoryKiB", "passes", "lanes", "salt", "nonce", "sealedKey")
            must(slot["type"] == "passphrase")
            passphrases += 1
            must(passphrases <= 64)
            is_text(slot["label"], 1, 80)
            for field in ("memoryKiB", "passes", "lanes"):
                is_integer(slot[field], 0, 2 ** 53 - 1)
            is_hex(slot["salt"], 16)
            is_hex(slot["nonce"], 12)
            is_hex(slot["sealedKey"], 48)
        except Malformed:
            raise Refused("slot-malformed") from None
        require_cost(slot)
    stretch = manifest["stretch"]
    if stretch["memoryKiB"] >= 19_456 and stretch["passes"] >= 2:
        for slot in manifest["slots"]:
            if slot["type"] == "passphrase":
                require(slot["memoryKiB"] >= 65_536 and slot["passes"] >= 3, "slot-below-floor")


def unlock_as_workstation(manifest, private_key):
    check_slots(manifest)
    pack_id = bytes.fromhex(manifest["packId"])
    key = X25519PrivateKey.from_private_bytes(private_key)
    recipient = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    for number, slot in enumerate(manifest["slots"]):
        if slot["type"] != "x25519":
            continue
        ephemeral = bytes.fromhex(slot["ephemeralKey"])
        secret = key.exchange(X25519PublicKey.from_public_bytes(ephemeral))
        slot_key = hkdf(secret, ephemeral + recipient, "vigie/pack/v1/x25519-slot")
        associated = b"vigie/pack/v1/slot\x00" + pack_id + u32le(number)
        try:
            content_key = AESGCM(slot_key).decrypt(
                bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["sealedKey"]), associated)
        except InvalidTag:
            continue
        require(hkdf(content_key, pack_id, "vigie/pack/v1/commitment").hex() == manifest["commitment"],
                "commitment-mismatch")
        return content_key
    raise Refused("slot-no-match")


def unlock(manifest, typed):
    check_slots(manifest)
    pack_id = bytes.fromhex(manifest["packId"])
    passphrase = normalise_passphrase(typed).encode("utf-8")
    for number, slot in enumerate(manifest["slots"]):
        if slot["type"] != "passphrase":
            continue
        slot_key = argon2id(passphrase, bytes.fromhex(slot["salt"]), b"", slot)
        associated = b"vigie/pack/v1/slot\x00" + pack_id + u32le(number)
        try:
            content_key = AESGCM(slot_key).decrypt(
                bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["sealedKey"]), associated)
        except InvalidTag:
            continue
        require(hkdf(content_key, pack_id, "vigie/pack/v1/commitment").hex() == manifest["commitment"],
                "commitment-mismatch")
        return content_key
    raise Refused("slot-no-match")


# ---- §6 stretch, §7 buckets

class OpenPack:
    def __init__(self, data, manifest, layout, table, content_key):
        self.data, self.manifest, self.layout, self.table = data, manifest, layout, table
        self.pack_id = bytes.fromhex(manifest["packId"])
        self.salt = bytes.fromhex(manifest["stretch"]["salt"])
        self.open_private_part(content_key)
        found = hkdf(self.pepper + self.prefix_key, self.salt, "vigie/family/v1/commitment")
        require(found.hex() == manifest["stretch"]["commitment"], "family-mismatch")
        self.tag_key = hkdf(content_key, self.salt, "vigie/pack/v1/tag")
        self.bucket_key = hkdf(content_key, self.pack_id, "vigie/pack/v1/bucket")
        self.padding_key = hkdf(content_key, self.pack_id, "vigie/pack/v1/padding")

    def open_private_part(self, content_key):
        """§7.6: pepper, prefix key, exposure combinations, digests of the inputs."""
        self.private_key = hkdf(content_key, self.pack_id, "vigie/pack/v1/private")
        at = self.layout["private"]
        sealed = self.data[at:at + self.manifest["privateBytes"]]
        associated = b"vigie/pack/v1/private\x00" + self.pack_id + u32le(1)
        try:
            plain = AESGCM(self.private_key).decrypt(bytes(12), sealed, associated)
        except InvalidTag:
            raise Refused("private-part-corrupt") from None
        self.pepper, self.prefix_key = plain[:32], plain[32:64]
        (text_bytes,) = struct.unpack_from("<I", plain, 64)
        try:
            must(68 + text_bytes <= len(plain) and not any(plain[68 + text_bytes:]))
            content = strict_json(plain[68:68 + text_bytes])
            self.check_content(content)
        except (Malformed, ValueError):
            raise Refused("private-part-malformed") from None
        self.exposures = content["exposures"]

    def check_content(self, content):
        is_object(content, "exposures", "inputs")
        is_list(content["exposures"], 0, 65_534)
        before = None
        for combination in content["exposures"]:
            must(isinstance(combination, list) and combination)
            last = -1
            for pair in combination:
                is_list(pair, 2, 2)
                is_integer(pair[0], last + 1, len(self.manifest["incidents"]) - 1)
                is_integer(pair[1], 0, 2 ** len(self.manifest["dataClasses"]) - 1)
                last = pair[0]
            must(before is None or before < combination)  # Python compares lists as §4.3 does
            before = combination
        is_list(content["inputs"], 0, 65_536)
        for each in content["inputs"]:
            is_object(each, "incident", "byteCount", "sha256")
            is_integer(each["incident"], 0, len(self.manifest["incidents"]) - 1)
            is_integer(each["byteCount"], 0, 2 ** 53 - 1)
            is_hex(each["sha256"], 32)
        named = [(each["incident"], each["sha256"]) for each in content["inputs"]]
        must(len(set(named)) == len(named))

    def stretch(self, password):
        return argon2id(password, self.salt, self.pepper, self.manifest["stretch"])

    def bucket_of(self, stretched):
        bits = self.manifest["prefixBits"]
        prefix = hmac.new(self.prefix_key, stretched, "sha256").digest()
        return struct.unpack(">I", prefix[:4])[0] >> (32 - bits) if bits else 0

    def tag_of(self, stretched):
        return hmac.new(self.tag_key, stretched, "sha256").digest()[:16]

    def records(self, index):
        at = self.layout["buckets"] + index * self.layout["bucketBytes"]
        sealed = self.data[at:at + self.layout["bucketBytes"]]
        require(hashlib.sha256(sealed).digest() == self.table[32 * index:32 * index + 32], "bucket-corrupt")
        associated = b"vigie/pack/v1/bucket\x00" + self.pack_id + u32le(1) + u32le(index)
        try:
            plain = AESGCM(self.bucket_key).decrypt(u32le(index) + bytes(8), sealed, associated)
        except InvalidTag:
            raise Refused("bucket-corrupt") from None
        records = [(plain[i:i + 16], struct.unpack("<H", plain[i + 16:i + 18])[0]) for i in range(0, len(plain), 18)]
        for (before, _), (tag, _) in zip(records, records[1:]):
            require(before < tag, "bucket-corrupt")
        return records

    def find(self, password):
        stretched = self.stretch(password)
        tag = self.tag_of(stretched)
        for held, exposure in self.records(self.bucket_of(stretched)):
            if held == tag:
                return exposure
        return None

    def require_canaries(self):
        for kind in self.manifest["identifierKinds"]:
            for k in range(1, CANARIES + 1):
                canonical = CANONICAL[kind](canary(kind, k))
                require(canonical is not None, "canary-missing")
                require(self.find(f"{kind}:{canonical}".encode("utf-8")) == 65_535, "canary-missing")

    def look_up(self, kind, canonical):
        """@returns None if not listed, else [incident id, own, others, claimed in the row, claimed] for each incident"""
        require(kind in self.manifest["identifierKinds"], "kind-not-indexed")
        exposure = self.find(f"{kind}:{canonical}".encode("utf-8"))
        if exposure in (None, 0, 65_535):
            return None
        require(exposure <= len(self.exposures), "bucket-corrupt")
        told = []
        for incident_index, mask in self.exposures[exposure - 1]:
            incident = self.manifest["incidents"][incident_index]
            lists = incident["dataClasses"]
            everyone, some, claimed = lists["everyone"], lists["some"], lists["claimed"]
            row = [name for i, name in enumerate(self.manifest["dataClasses"]) if mask >> i & 1]
            told.append([
                incident["id"],
                everyone + [name for name in some if name in row],
                [name for name in some if name not in row],
                [name for name in row if name not in everyone and name not in some],
                [name for name in claimed if name not in row],
            ])
        return told

    def audit(self):
        """Every bucket: the padding of §7.3, the counts of §4.1."""
        entries = 0
        for index in range(2 ** self.manifest["prefixBits"]):
            records = self.records(index)
            padding = [tag for tag, exposure in records if exposure == 0]
            zeroes = bytes(16 * len(padding))
            stream = AESGCM(self.padding_key).encrypt(u32le(index) + bytes(8), zeroes, b"")
            assert padding == sorted(stream[i:i + 16] for i in range(0, len(zeroes), 16))
            entries += len(records) - len(padding)
        assert entries == self.manifest["entryCount"] + CANARIES * len(self.manifest["identifierKinds"])


def canary(kind, k):
    """§7.5: as it is written, before its canonical form is made."""
    two = f"{k:02}"
    if kind == "nir":
        number = f"1{two}0199100000"
        return f"1 {two} 01 99 100 000 {97 - int(number) % 97:02}" if k % 2 else f"2 {two} 01 2a 001 000"
    if kind == "email":
        return f"CANARI-{two}@VIGIE.INVALID" if k % 2 else f"<Canari-e\u0301{two}@vigie.invalid>"
    if kind == "phone":
        return f"01 99 00 00 {two}" if k % 2 else f"+33 (0)1 99 00 00 {two}"
    bare = f"00000000{two}"
    doubled = sum(sum(divmod(int(d) * (2 if i % 2 == 0 else 1), 10)) for i, d in enumerate(reversed(bare)))
    return f"{bare}{-doubled % 10}" if k % 2 else f"{bare[:4]} {bare[4:8]} {bare[8:]}{-doubled % 10}"


# ---- §10 canonical forms

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
SEPARATORS = "\u2212.\u00b7\u2022/\\'\u2018\u2019\u02bc`\u00b4\"\u201c\u201d()_=\u0301"


def read_ranges(name):
    """Code points in hexadecimal, and ranges of them. @returns a pattern of one character"""
    text = (Path(__file__).resolve().parent.parent / "identifier" / name).read_text("ascii")
    ends = [[chr(int(end, 16)) for end in each.split("-")] for each in text.split()]
    return re.compile("[" + "".join("-".join(map(re.escape, each)) for each in ends) + "]")


# This interpreter may know more than Unicode 14.0; nothing that came later is in an identifier.
LATER = read_ranges("after-unicode-14.txt")


def category(character):
    return "Cn" if LATER.match(character) else unicodedata.category(character)


def known(text):
    """Every character is one of Unicode 14.0."""
    return all(category(character) != "Cn" for character in text)


def visible(text):
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).strip(BLANK)


def bare_number(left, widths=()):
    """Digits as ASCII, separators gone, upper case (§10, numbers)."""
    left = visible(left)
    whole = re.fullmatch(r"([0-9]+)[.,]0", left)
    if whole and len(whole[1]) in widths:
        left = whole[1]
    bare = ""
    for character in left:
        if character in BLANK or character in SEPARATORS or category(character)[0] == "Z" or category(character) == "Pd":
            continue
        for zero in (0x660, 0x6f0):
            if zero <= ord(character) <= zero + 9:
                character = chr(ord(character) - zero + 48)
        bare += character
    return bare.upper()


def is_number_text(text):
    rounded = re.compile(r"[0-9](?:[.,][0-9]+)?[Ee]\+?[0-9]{1,2}")
    return units(text) <= 400 and known(text) and not rounded.fullmatch(visible(text))


def canonical_nir(text):
    if not is_number_text(text):
        return None
    bare = bare_number(text, (13, 15))
    if not re.fullmatch(r"[0-9]{5}(?:[0-9]{2}|2[AB])[0-9]{6}(?:[0-9]{2})?", bare):
        return None
    if bare[0] not in "12345678":
        return None
    if bare[0] in "12":
        if not (1 <= int(bare[3:5]) <= 12 or int(bare[3:5]) >= 20) or bare[5:7] == "00":
            return None
    number = int(bare[:13].replace("2A", "19").replace("2B", "18"))
    if len(bare) == 15 and int(bare[13:]) != 97 - number % 97:
        return None
    return bare[:13]


def fold_case(text):
    return unicodedata.normalize("NFKC", text.lower())


def canonical_label(label):
    def well_formed(text):
        return text != "" and text[0] != "-" and text[-1] != "-" and all(category(c)[0] in "LMN" or c == "-" for c in text)

    if not well_formed(label):
        return None
    if not label.isascii():
        label = "xn--" + label.encode("punycode").decode("ascii")
    elif label.startswith("xn--"):
        try:
            hidden = label[4:].encode("ascii").decode("punycode")
            again = "xn--" + hidden.encode("punycode").decode("ascii")
        except (UnicodeError, ValueError, OverflowError):
            return None
        if hidden.isascii() or not known(hidden) or not well_formed(hidden):
            return None
        if fold_case(visible(hidden)) != hidden or again != label:
            return None
    return label if len(label) <= 63 else None


def canonical_email(text):
    if units(text) > 400 or not known(text):
        return None
    left = visible(text)
    enclosed = re.fullmatch(r"<(.*)>|\"(.*)\"|'(.*)'", left, re.DOTALL)
    if enclosed:
        left = next(part for part in enclosed.groups() if part is not None).strip(BLANK)
    left = fold_case(re.sub(r"\Amailto:", "", left, flags=re.IGNORECASE))
    if not 1 <= units(left) <= 254:
        return None
    for character in left:
        if character in BLANK or character in '(),:;<>"[]\\':
            return None
        if category(character) in ("Cc", "Cs") or category(character)[0] == "Z":
            return None
    if left.count("@") != 1:
        return None
    local, domain = left.split("@")
    if not 1 <= units(local) <= 64:
        return None
    if not all(category(c)[0] in "LMN" or c in "._!#$%&'*+-/=?^`{|}~" for c in local):
        return None
    labels = [canonical_label(label) for label in domain.replace("\u3002", ".").split(".")]
    if None in labels or len(labels) < 2 or len(labels[-1]) < 2 or re.fullmatch("[0-9]+", labels[-1]):
        return None
    address = local + "@" + ".".join(labels)
    return address if units(address) <= 254 else None


FRENCH_CODES = ("33", "262", "508", "590", "594", "596")
OVERSEAS = {
    "262": "262 263 268 269 639 692 693 7092 70935 70936 70937 9398 9399 9478 9479 9762 9763 9769",
    "508": "508 708",
    "590": "590 5987 690 691 7090 9395 9475 9760 9761 9768",
    "594": "594 5988 694 70930 70931 70932 70933 9396 9476 9764 9765",
    "596": "596 5989 696 697 7091 9397 9477 9766 9767",
    "nobody": "709",
}


def country_code_of(national):
    found = [(len(prefix), code) for code, prefixes in OVERSEAS.items() for prefix in prefixes.split() if national.startswith(prefix)]
    return max(found)[1] if found else "33"


def french_number(national, written):
    if not re.fullmatch("[1-9][0-9]{8}", national):
        return None
    code = country_code_of(national)
    if code == "nobody" or written not in (None, "33", code):
        return None
    return national if code == "508" and national.startswith("508") else code + national


def canonical_phone(text):
    if not is_number_text(text):
        return None
    left = re.sub(r"\Atel:", "", visible(text), flags=re.IGNORECASE)
    zero = re.search("\\([" + BLANK + "]*0[" + BLANK + "]*\\)", left)
    if zero and re.fullmatch(r"(?:\+|00)[0-9]{1,3}|" + "|".join(FRENCH_CODES), bare_number(left[:zero.start()])):
        left = left[:zero.start()] + " " + left[zero.end():]
    bare = bare_number(left, (11, 12))
    if not re.fullmatch(r"\+?[0-9]*", bare):
        return None
    if bare.startswith("0") and not bare.startswith("00"):
        return french_number(bare[1:], None)
    international = bare.startswith("+") or bare.startswith("00")
    digits = bare[1:] if bare.startswith("+") else bare[2:] if international else bare
    for code in FRENCH_CODES:
        if digits.startswith(code):
            rest = re.sub("^0", "", digits[len(code):])
            if code == "508" and international and re.fullmatch("[2-9][0-9]{5}", rest):
                return french_number(code + rest, code)
            return french_number(rest, code)
    if not international or digits.startswith("0") or not (7 if bare.startswith("+") else 8) <= len(digits) <= 15:
        return None
    return digits


def canonical_rpps(text):
    if not is_number_text(text):
        return None
    bare = bare_number(text, (11,))
    return bare if re.fullmatch("[0-9]{11}", bare) else None


def luhn(digits):
    doubled = [int(digit) * (1 + i % 2) for i, digit in enumerate(reversed(digits))]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def recognise(text):
    """§10.5. @returns the kinds as which the text may be read; "?" stands for none of them"""
    left = visible(text)
    if "@" in left:
        return ["email"]
    if left[:4].lower() == "tel:":
        return ["phone"]
    first = left.lstrip(BLANK + "<\"'")[:1]
    if first and category(first)[0] == "L":
        return ["email"]
    bare = bare_number(text)
    if bare[:1] in ("+", "0"):
        return ["phone"]
    if not re.fullmatch("[0-9]{11}", bare):
        return ["nir"]
    if bare.startswith("33"):
        return ["phone", "rpps"]
    return ["rpps"] if luhn(bare) else ["rpps", "?"]


CANONICAL = {"nir": canonical_nir, "email": canonical_email, "phone": canonical_phone, "rpps": canonical_rpps}


# ---- the vectors

HERE = Path(__file__).resolve().parent
STEPS = ("open", "verify", "unlock", "series", "canaries", "look-up")


def read_to_the_end(defect, trusted):
    """The whole way of a reader (§8.1). @returns the step that failed and its code"""
    step = "open"
    try:
        data = (HERE / defect["file"]).read_bytes()
        manifest, layout, table = read_pack(data, trusted)
        step = "verify"
        for index in range(2 ** manifest["prefixBits"]):
            at = layout["buckets"] + index * layout["bucketBytes"]
            found = hashlib.sha256(data[at:at + layout["bucketBytes"]]).digest()
            require(found == table[32 * index:32 * index + 32], "bucket-corrupt")
        step = "unlock"
        content_key = unlock(manifest, defect.get("passphrase", ""))
        pack = OpenPack(data, manifest, layout, table, content_key)
        step = "series"
        installed = defect.get("installed")
        if installed and installed["series"] == manifest["series"]:
            require(manifest["sequence"] > installed["sequence"], "pack-older")
        step = "canaries"
        pack.require_canaries()
        step = "look-up"
        if "ask" in defect:
            pack.look_up(defect["ask"]["kind"], defect["ask"]["canonical"])
    except Refused as refused:
        return step, refused.args[0]
    return "none", "no error"


def main():
    index = json.loads((HERE / "index.json").read_text("utf-8"))
    trusted = {signer["keyId"] for signer in index["trusted"]}
    agreed, failed = 0, []

    def compare(what, found, expected):
        nonlocal agreed
        if found == expected:
            agreed += 1
        else:
            failed.append(f"{what}: {found!r}, expected {expected!r}")

    for good in index["packs"]:
        data = (HERE / good["file"]).read_bytes()
        manifest, layout, table = read_pack(data, trusted)
        for passphrase in good["passphrases"]:
            content_key = unlock(manifest, passphrase["typed"])
            compare(f"{good['file']} content key", content_key.hex(), good["keys"]["contentKey"])
        for branch in good["workstations"]:
            found = unlock_as_workstation(manifest, bytes.fromhex(branch["privateKey"]))
            compare(f"{good['file']} {branch['name']}", found.hex(), good["keys"]["contentKey"])
        pack = OpenPack(data, manifest, layout, table, content_key)
        compare(f"{good['file']} pepper", pack.pepper.hex(), good["keys"]["pepper"])
        compare(f"{good['file']} prefix key", pack.prefix_key.hex(), good["keys"]["prefixKey"])
        compare(f"{good['file']} family", manifest["stretch"]["commitment"], good["keys"]["familyCommitment"])
        compare(f"{good['file']} tag key", pack.tag_key.hex(), good["keys"]["tagKey"])
        compare(f"{good['file']} private key", pack.private_key.hex(), good["keys"]["privateKey"])
        compare(f"{good['file']} bucket key", pack.bucket_key.hex(), good["keys"]["bucketKey"])
        compare(f"{good['file']} padding key", pack.padding_key.hex(), good["keys"]["paddingKey"])
        pack.require_canaries()
        pack.audit()
        for asked in good["verdicts"]:
            what = f"{good['file']} {asked['text']}"
            canonical = CANONICAL[asked["kind"]](asked["text"])
            compare(f"{what} canonical", canonical, asked["canonical"])
            stretched = pack.stretch(f"{asked['kind']}:{canonical}".encode("utf-8"))
            compare(f"{what} stretched", stretched.hex(), asked["stretched"])
            compare(f"{what} bucket", pack.bucket_of(stretched), asked["bucket"])
            compare(f"{what} tag", pack.tag_of(stretched).hex(), asked["tag"])
            lists = ("incident", "own", "others", "claimedInRow", "claimed")
            told = [[each[name] for name in lists] for each in asked["exposures"]]
            found = pack.look_up(asked["kind"], canonical)
            compare(f"{what} verdict", "not-listed" if found is None else "listed", asked["verdict"])
            compare(f"{what} exposures", found or [], told)

    for defect in index["defects"]:
        compare(defect["file"], read_to_the_end(defect, trusted), (defect["step"], defect["code"]))

    folder = HERE.parent / "identifier"
    for kind in CANONICAL:
        for accepted in json.loads((folder / f"{kind}-accepted.json").read_text("utf-8")):
            compare(f"{kind} {accepted['text']!r}", CANONICAL[kind](accepted["text"]), accepted["canonical"])
        for refused in json.loads((folder / f"{kind}-refused.json").read_text("utf-8")):
            compare(f"{kind} {refused['text']!r}", CANONICAL[kind](refused["text"]), None)

    for asked in json.loads((folder / "recognised.json").read_text("utf-8")):
        compare(f"recognise {asked['text']!r}", recognise(asked["text"]), asked["kinds"])

    for line in failed:
        print(f"differs: {line}")
    print(f"{agreed} agreed, {len(failed)} differed")
    return 1 if failed else 0


def answer_canonical():
    for line in sys.stdin:
        kind, text = json.loads(line)
        print(json.dumps(CANONICAL[kind](text)))
    return 0


if __name__ == "__main__":
    if "--modules" in sys.argv:
        sys.exit(0)
    sys.exit(answer_canonical() if "--canonical" in sys.argv else main())
