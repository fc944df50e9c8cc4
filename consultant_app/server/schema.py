"""The server's tables as they are today; how older ones get there stands in `migrations/`."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
)

METADATA = MetaData()

_ID = String(32)

META = Table(
    "meta",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

PARTNER = Table(
    "partner",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("code", String(12), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    # When it left the consortium; missing for a member.
    Column("left_at", BigInteger),
)

ACCOUNT = Table(
    "account",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("mail", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("partner", _ID, ForeignKey("partner.id"), nullable=False),
    # Codes of rights.Role, sorted, separated by blanks.
    Column("roles", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

DEVICE = Table(
    "device",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("account", _ID, ForeignKey("account.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("letters", String(4), nullable=False, unique=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("state", String(12), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("last_seen_at", BigInteger),
    # MessagePack: the paths of its pushes (`clones`).
    Column("paths", LargeBinary),
    # When two copies of its disk were last met; missing for nearly all.
    Column("cloned_at", BigInteger),
)

INVITATION = Table(
    "invitation",
    METADATA,
    Column("code_hash", LargeBinary, primary_key=True),
    Column("account", _ID, ForeignKey("account.id"), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("device", _ID, ForeignKey("device.id")),
    # The device's token, readable only with the code: an answer that got lost can be given again.
    Column("sealed_token", LargeBinary),
)

ORIGIN = Table(
    "origin",
    METADATA,
    Column("id", _ID, primary_key=True),
    # Missing for origins of the server itself.
    Column("device", _ID, ForeignKey("device.id")),
    Column("started_at", BigInteger, nullable=False),
    Column("version", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

SPACE = Table(
    "space",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("owner", String(32), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    # Of an organisation that left: its log ends here, for everybody.
    Column("closed", Boolean, nullable=False, server_default=false()),
)

ENTRY = Table(
    "entry",
    METADATA,
    # No foreign key: whoever writes an entry or a record holds the lock of the space's row, which is never deleted, and
    # to look for it once more at each of them took a seventh of the database's work.
    Column("space", _ID, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(8), nullable=False),
    Column("record", _ID, nullable=False),
    # The five columns of a change are missing for other kinds of entries.
    Column("change", String(60), unique=True),
    Column("transaction_number", BigInteger),
    # A keyed hash of the body as it was first accepted: it tells `known` from `forked` even after an erasure.
    Column("content", LargeBinary),
    Column("body", LargeBinary),
    Column("received_at", BigInteger, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    # The root of the record has left this space since: the entry is told without its contents.
    Column("withheld", Boolean, nullable=False, server_default=false()),
)

# What a root takes along when it enters another space.
Index("entry_record", ENTRY.c.record)

RECORD = Table(
    "record",
    METADATA,
    Column("id", _ID, primary_key=True),
    # Empty while only parts of a root have arrived: the row then only says where the root lives.
    Column("type", String(64), nullable=False),
    Column("root", _ID, nullable=False),
    Column("space", _ID, nullable=False),
    Column("heads", LargeBinary),
    # MessagePack: head change -> its term of the space's digest, 16 bytes.
    Column("terms", LargeBinary),
)

Index("record_space", RECORD.c.space)
Index("record_root", RECORD.c.root)

# Who accompanies a shared case: organisations.
MEMBER = Table(
    "member",
    METADATA,
    Column("space", _ID, ForeignKey("space.id"), primary_key=True),
    Column("partner", _ID, ForeignKey("partner.id"), primary_key=True),
    Column("may_write", Boolean, nullable=False),
)

# What was ordered to be erased, one order for a contact; kept for good.
ERASURE = Table(
    "erasure",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("contact", _ID, nullable=False, unique=True),
    # The signed order, as every laptop gets it.
    Column("body", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    # Of its entry in the consortium's space, which every laptop reads.
    Column("position", BigInteger, nullable=False),
    # How many changes lost a value, and in how many records' free text the name stands.
    Column("changes", BigInteger, nullable=False),
    Column("mentions", BigInteger, nullable=False),
    # MessagePack: the files that belonged to the contact alone, as pairs of space and hash.
    Column("files", LargeBinary, nullable=False),
)

# The devices that an order has to reach.
ERASURE_RECEIPT = Table(
    "erasure_receipt",
    METADATA,
    Column("erasure", _ID, ForeignKey("erasure.id"), primary_key=True),
    Column("device", _ID, ForeignKey("device.id"), primary_key=True),
    Column("taken_at", BigInteger),
)

Index("erasure_receipt_device", ERASURE_RECEIPT.c.device)

SCHEMA_VERSION = 1
