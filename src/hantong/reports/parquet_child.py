"""The process that makes a Parquet file: the columns as one line of JSON and then CSV on its input, a path as its word."""

import json
import os
import sys


def main() -> None:
    """Write the file batch by batch."""
    import pyarrow as pa
    from pyarrow import csv, parquet

    kinds = {
        "string": pa.string(), "date": pa.date32(), "integer": pa.int64(), "number": pa.float64(),
        "boolean": pa.bool_(), "datetime": pa.timestamp("s", tz="UTC"),
    }  # fmt: skip
    columns = json.loads(sys.stdin.buffer.readline())
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns])
    convert = csv.ConvertOptions(column_types=schema, strings_can_be_null=False)
    parse = csv.ParseOptions(newlines_in_values=True)
    read = csv.ReadOptions(use_threads=False)
    reader = csv.open_csv(sys.stdin.buffer, read_options=read, parse_options=parse, convert_options=convert)
    with parquet.ParquetWriter(sys.argv[1], schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)
    os._exit(0)  # the file is closed; Arrow's own threads may otherwise abort the process while it ends


if __name__ == "__main__":
    main()
