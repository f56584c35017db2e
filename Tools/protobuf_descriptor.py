"""Reads a Protobuf descriptor set (protoc --descriptor_set_out) with the standard library only."""

from dataclasses import dataclass, field as default

SCALARS = {
    3: "int64", 4: "uint64", 5: "int32", 6: "fixed64", 7: "fixed32", 8: "bool", 9: "string",
    12: "bytes", 13: "uint32", 15: "sfixed32", 16: "sfixed64", 17: "sint32", 18: "sint64",
}


@dataclass
class Field:
    number: int = 0
    name: str = ""
    label: str = "required"
    kind: str = ""
    type_name: str = ""
    oneof: str = ""
    comment: str = ""


@dataclass
class Message:
    name: str
    file: str
    comment: str = ""
    fields: list = default(default_factory=list)


@dataclass
class Enumeration:
    name: str
    file: str
    comment: str = ""
    values: list = default(default_factory=list)


@dataclass
class Schema:
    messages: dict = default(default_factory=dict)
    enums: dict = default(default_factory=dict)


def members(data):
    """Yields (field number, value) of one message; a value is a number or bytes."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    while at < len(data):
        tag = varint()
        wire = tag & 7
        if wire == 0:
            yield tag >> 3, varint()
        elif wire == 2:
            size = varint()
            yield tag >> 3, data[at:at + size]
            at += size
        elif wire in (1, 5):
            size = 8 if wire == 1 else 4
            yield tag >> 3, int.from_bytes(data[at:at + size], "little")
            at += size
        else:
            raise ValueError(f"wire type {wire} in a descriptor")


def packed(data):
    numbers, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(value)
            value = shift = 0
    return tuple(numbers)


def read(path):
    """The messages and enums of all files in the set, by their full names without the package."""
    schema = Schema()
    with open(path, "rb") as file:
        for number, data in members(file.read()):
            if number == 1:
                read_file(data, schema)
    return schema


def read_file(data, schema):
    parts = list(members(data))
    text = {n: v.decode() for n, v in parts if n in (1, 2)}
    prefix = f".{text.get(2, '')}."
    comments = {}
    for number, value in parts:
        if number == 9:
            for n, location in members(value):
                if n == 1:
                    entry = dict(members(location))
                    if 3 in entry:
                        comments[packed(entry.get(1, b""))] = " ".join(entry[3].decode().split())
    places = {4: 0, 5: 0}
    for number, value in parts:
        if number in places:
            path = (number, places[number])
            places[number] += 1
            reader = read_message if number == 4 else read_enum
            reader(value, "", path, text[1], prefix, comments, schema)


def read_enum(data, outer, path, file, prefix, comments, schema):
    parts = list(members(data))
    name = outer + next(v for n, v in parts if n == 1).decode()
    result = Enumeration(name, file, comments.get(path, ""))
    for number, value in parts:
        if number == 2:
            entry = dict(members(value))
            result.values.append((entry.get(2, 0), entry[1].decode()))
    schema.enums[name] = result


def read_message(data, outer, path, file, prefix, comments, schema):
    parts = list(members(data))
    name = outer + next(v for n, v in parts if n == 1).decode()
    message = Message(name, file, comments.get(path, ""))
    oneofs = [dict(members(v))[1].decode() for n, v in parts if n == 8]
    places = {2: 0, 3: 0, 4: 0}
    for number, value in parts:
        if number not in places:
            continue
        place = path + (number, places[number])
        places[number] += 1
        if number == 2:
            message.fields.append(
                read_field(value, oneofs, prefix, comments.get(place, "")))
        else:
            reader = read_message if number == 3 else read_enum
            reader(value, name + ".", place, file, prefix, comments, schema)
    message.fields.sort(key=lambda f: f.number)
    schema.messages[name] = message


def read_field(data, oneofs, prefix, comment):
    entry = dict(members(data))
    field = Field(number=entry[3], name=entry[1].decode(), comment=comment)
    field.type_name = entry.get(6, b"").decode().removeprefix(prefix)
    field.kind = {11: "message", 14: "enum"}.get(entry[5]) or SCALARS[entry[5]]
    if entry.get(4) == 3:
        field.label = "repeated"
    elif entry.get(17):
        field.label = "optional"
    elif 9 in entry:
        field.label = "oneof"
        field.oneof = oneofs[entry[9]]
    return field
