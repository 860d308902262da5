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
    layout["buckets"] = aligned(table_end)
    file_bytes = layout["buckets"] + buckets * layout["bucketBytes"]
    require(len(data) >= file_bytes, "pack-truncated")
    require(len(data) <= file_bytes, "pack-trailing-bytes")
    require(not any(data[108 + manifest_bytes:layout["table"]]), "pack-padding-not-zero")
    require(not any(data[table_end:layout["buckets"]]), "pack-padding-not-zero")
    table = data[layout["table"]:table_end]
    require(hashlib.sha256(table).hexdigest() == manifest["tableSha256"], "table-mismatch")
    return manifest, layout, table


# ---- §4 manifest

CLASSES = ("ameli-login email phone postal-address nir civil-status iban card identity-document health-data").split()
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
    must(type(value) in (int, float) and value == int(value) and low <= value <= high)


def is_hex(value, byte_count):
    must(isinstance(value, str) and re.fullmatch(r"[0-9a-f]{%d}" % (2 * byte_count), value))


def is_text(value, low, high, trimmed=True):
    must(isinstance(value, str))
    must(low <= units(value.strip(BLANK) if trimmed else value) <= high)


def is_date(value):
    must(isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value))
    if value[:4] == "0000":  # a leap year that Python's calendar lacks
        value = "2000" + value[4:]
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
              "verification")
    must(isinstance(value["id"], str) and re.fullmatch(r"[a-z0-9][a-z0-9-]{1,62}", value["id"]))
    is_bilingual(value["title"])
    if value["occurredOn"] is not None:
        is_date(value["occurredOn"])
    is_date(value["disclosedOn"])
    must(value["status"] in ("confirmed", "partly-confirmed", "claimed", "refuted"))
    is_text(value["source"], 1, 2000)
    is_object(value["dataClasses"], "confirmed", "claimed")
    for listed in value["dataClasses"].values():
        must(isinstance(listed, list) and all(isinstance(name, str) and name in CLASSES for name in listed))
    is_bilingual(value["statement"])
    verification = value["verification"]
    if verification is not None:
        is_object(verification, "by", "on", "method")
        is_text(verification["by"], 1, 2000)
        is_date(verification["on"])
        is_bilingual(verification["method"])
    confirmed, claimed = value["dataClasses"]["confirmed"], value["dataClasses"]["claimed"]
    if value["status"] in ("confirmed", "partly-confirmed"):
        must(verification is not None)
    else:
        must(not confirmed)
    must(not set(confirmed) & set(claimed))


def no_repeats(pairs):
    must(len({name for name, _ in pairs}) == len(pairs))
    return dict(pairs)


def read_manifest(raw):
    try:
        manifest = json.loads(raw.decode("utf-8"), object_pairs_hook=no_repeats)
        check_manifest(manifest)
    except (Malformed, ValueError):  # UnicodeDecodeError and JSONDecodeError are ValueErrors
        raise Refused("manifest-malformed") from None
    require_cost(manifest["stretch"])
    return manifest


def check_manifest(m):
    is_object(m, "format", "packId", "series", "sequence", "createdAt", "dataAsOf", "issuer", "incidents", "dataClasses",
              "exposures", "identifierKinds", "entryCount", "canaryCount", "prefixBits", "recordsPerBucket", "tableSha256",
              "stretch", "slots", "commitment")
    is_integer(m["format"], 1, 1)
    is_hex(m["packId"], 16)
    must(isinstance(m["series"], str) and re.fullmatch(r"[a-z0-9][a-z0-9-]{0,62}", m["series"]))
    is_integer(m["sequence"], 1, 2_147_483_647)
    is_instant(m["createdAt"])
    is_date(m["dataAsOf"])
    is_text(m["issuer"], 1, 200)
    is_list(m["incidents"], 1, 256)
    for incident in m["incidents"]:
        is_incident(incident)
    must(len({incident["id"] for incident in m["incidents"]}) == len(m["incidents"]))
    is_list(m["dataClasses"], 1, 16)
    is_once_each(m["dataClasses"], CLASSES)
    is_list(m["exposures"], 0, 65_534)
    for combination in m["exposures"]:
        must(isinstance(combination, list) and combination)
        before = -1
        for pair in combination:
            is_list(pair, 2, 2)
            is_integer(pair[0], before + 1, len(m["incidents"]) - 1)
            is_integer(pair[1], 1, 2 ** len(m["dataClasses"]) - 1)
            before = pair[0]
    is_list(m["identifierKinds"], 1, 2)
    is_once_each(m["identifierKinds"], ("nir", "email"))
    is_integer(m["entryCount"], 0, 2 ** 53)
    is_integer(m["canaryCount"], 1, 16)
    is_integer(m["prefixBits"], 0, 20)
    is_integer(m["recordsPerBucket"], 1, 65_536)
    is_hex(m["tableSha256"], 32)
    is_object(m["stretch"], "memoryKiB", "passes", "lanes", "salt")
    for field in ("memoryKiB", "passes", "lanes"):
        is_integer(m["stretch"][field], -2 ** 53, 2 ** 53)
    is_hex(m["stretch"]["salt"], 16)
    is_list(m["slots"], 1, 1024)
    is_hex(m["commitment"], 32)
    must(m["entryCount"] + m["canaryCount"] <= m["recordsPerBucket"] * 2 ** m["prefixBits"])


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
            is_text(slot["label"], 1, 80, trimmed=False)
            for field in ("memoryKiB", "passes", "lanes"):
                is_integer(slot[field], -2 ** 53, 2 ** 53)
            is_hex(slot["salt"], 16)
            is_hex(slot["nonce"], 12)
            is_hex(slot["sealedKey"], 48)
        except Malformed:
            raise Refused("slot-malformed") from None
        require_cost(slot)


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
        self.pepper = hkdf(content_key, self.salt, "vigie/pack/v1/pepper")
        self.bucket_key = hkdf(content_key, self.pack_id, "vigie/pack/v1/bucket")
        self.padding_key = hkdf(content_key, self.pack_id, "vigie/pack/v1/padding")

    def stretch(self, password):
        return argon2id(password, self.salt, self.pepper, self.manifest["stretch"])

    def bucket_of(self, stretched):
        bits = self.manifest["prefixBits"]
        return struct.unpack(">I", stretched[:4])[0] >> (32 - bits) if bits else 0

    def records(self, index):
        at = self.layout["buckets"] + index * self.layout["bucketBytes"]
        sealed = self.data[at:at + self.layout["bucketBytes"]]
        require(hashlib.sha256(sealed).digest() == self.table[32 * index:32 * index + 32], "bucket-corrupt")
        associated = b"vigie/pack/v1/bucket\x00" + self.pack_id + u32le(1) + u32le(index)
        try:
            plain = AESGCM(self.bucket_key).decrypt(u32le(index) + bytes(8), sealed, associated)
        except InvalidTag:
            raise Refused("bucket-corrupt") from None
        return [(plain[i:i + 16], struct.unpack("<H", plain[i + 16:i + 18])[0]) for i in range(0, len(plain), 18)]

    def find(self, password):
        stretched = self.stretch(password)
        tag = stretched[8:24]
        for held, exposure in self.records(self.bucket_of(stretched)):
            if held == tag:
                return exposure
        return None

    def require_canaries(self):
        for k in range(1, self.manifest["canaryCount"] + 1):
            require(self.find(b"canary:%d" % k) == 65_535, "canary-missing")

    def look_up(self, kind, canonical):
        """@returns None if not listed, else [incident id, confirmed classes, claimed classes] for each incident"""
        require(kind in self.manifest["identifierKinds"], "kind-not-indexed")
        exposure = self.find(f"{kind}:{canonical}".encode("utf-8"))
        if exposure in (None, 0):
            return None
        require(exposure <= len(self.manifest["exposures"]), "bucket-corrupt")
        told = []
        for incident_index, mask in self.manifest["exposures"][exposure - 1]:
            incident = self.manifest["incidents"][incident_index]
            present = [name for i, name in enumerate(self.manifest["dataClasses"]) if mask >> i & 1]
            confirmed = [name for name in present if name in incident["dataClasses"]["confirmed"]]
            told.append([incident["id"], confirmed, [name for name in present if name not in confirmed]])
        return told

    def audit(self):
        """Every bucket: order of the tags, and the padding of §7.3. Counts the entries."""
        entries = 0
        for index in range(2 ** self.manifest["prefixBits"]):
            records = self.records(index)
            tags = [tag for tag, _ in records]
            assert tags == sorted(tags)
            padding = [tag for tag, exposure in records if exposure == 0]
            zeroes = bytes(16 * len(padding))
            stream = AESGCM(self.padding_key).encrypt(u32le(index) + bytes(8), zeroes, b"")
            assert padding == sorted(stream[i:i + 16] for i in range(0, len(zeroes), 16))
            entries += len(records) - len(padding)
        assert entries == self.manifest["entryCount"] + self.manifest["canaryCount"]


# ---- §10 canonical forms

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
SEPARATORS = "\u2212.\u00b7\u2022/\\'\u2018\u2019\u02bc`\u00b4\"\u201c\u201d()_=\u0301"


def category(character):
    return unicodedata.category(character)


def canonical_nir(text):
    if units(text) > 400:
        return None
    compatible = unicodedata.normalize("NFKC", text)
    if re.fullmatch(r"[0-9](?:[.,][0-9]+)?[Ee]\+?[0-9]{1,2}", compatible.strip(BLANK)):
        return None
    left = INVISIBLE.sub("", compatible).strip(BLANK)
    if re.fullmatch(r"[0-9]{13}(?:[0-9]{2})?[.,]0", left):
        left = left[:-2]
    bare = ""
    for character in left:
        if character in BLANK or character in SEPARATORS or category(character)[0] == "Z" or category(character) == "Pd":
            continue
        for zero in (0x660, 0x6f0):
            if zero <= ord(character) <= zero + 9:
                character = chr(ord(character) - zero + 48)
        bare += character
    bare = bare.upper()
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


def canonical_email(text):
    if units(text) > 400:
        return None
    left = INVISIBLE.sub("", text).strip(BLANK)
    enclosed = re.fullmatch(r"<(.*)>|\"(.*)\"|'(.*)'", left, re.DOTALL)
    if enclosed:
        left = next(part for part in enclosed.groups() if part is not None).strip(BLANK)
    left = re.sub(r"\Amailto:", "", left, flags=re.IGNORECASE)
    left = unicodedata.normalize("NFC", unicodedata.normalize("NFC", left).lower())
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
    labels = domain.split(".")
    for label in labels:
        if not 1 <= units(label) <= 63 or label[0] == "-" or label[-1] == "-":
            return None
        if not all(category(c)[0] in "LMN" or c == "-" for c in label):
            return None
    if len(labels) < 2 or units(labels[-1]) < 2 or re.fullmatch("[0-9]+", labels[-1]):
        return None
    return left


CANONICAL = {"nir": canonical_nir, "email": canonical_email}


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
        step = "series"
        installed = defect.get("installed")
        if installed and installed["series"] == manifest["series"]:
            require(manifest["sequence"] > installed["sequence"], "pack-older")
        pack = OpenPack(data, manifest, layout, table, content_key)
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
            told = [[each["incident"], each["confirmed"], each["claimed"]] for each in asked["exposures"]]
            found = pack.look_up(asked["kind"], canonical)
            compare(f"{what} verdict", "not-listed" if found is None else "listed", asked["verdict"])
            compare(f"{what} exposures", found or [], told)

    for defect in index["defects"]:
        compare(defect["file"], read_to_the_end(defect, trusted), (defect["step"], defect["code"]))

    for kind in ("nir", "email"):
        folder = HERE.parent / "identifier"
        for accepted in json.loads((folder / f"{kind}-accepted.json").read_text("utf-8")):
            compare(f"{kind} {accepted['text']!r}", CANONICAL[kind](accepted["text"]), accepted["canonical"])
        for refused in json.loads((folder / f"{kind}-refused.json").read_text("utf-8")):
            compare(f"{kind} {refused['text']!r}", CANONICAL[kind](refused["text"]), None)

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
