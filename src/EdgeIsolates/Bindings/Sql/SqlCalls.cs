using System.Buffers;
using System.Text.Json;

namespace EdgeIsolates.Bindings.Sql;

/// <summary>The statements and results of a call as JSON; the other side is <c>Web/Sql/d1.js</c>.</summary>
internal static class SqlCalls
{
    private const double MaxExact = 9007199254740991;

    /// <summary>Reads statements: each is <c>[text, ...parameters]</c>, where bytes are their length in a list and lie, one after the other, beside.</summary>
    public static List<SqlStatement> Read(string json, ReadOnlyMemory<byte> blobs)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            List<SqlStatement> statements = [];
            foreach (JsonElement statement in document.RootElement.EnumerateArray())
            {
                SqlValue[] parameters = new SqlValue[statement.GetArrayLength() - 1];
                for (int i = 0; i < parameters.Length; i++)
                {
                    parameters[i] = ReadValue(statement[i + 1], ref blobs);
                }

                statements.Add(new SqlStatement(statement[0].GetString() ?? "", parameters));
            }

            return statements;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new BindingException("TypeError", "The statements cannot be read.");
        }
    }

    /// <summary>Writes results as D1 has them; rows are objects, or arrays with the columns beside them.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<SqlResult> results, bool asObjects) => Written(writer =>
    {
        writer.WriteStartArray();
        foreach (SqlResult result in results)
        {
            writer.WriteStartObject();
            writer.WriteBoolean("success", true);
            WriteMeta(writer, result);
            if (!asObjects)
            {
                WriteColumns(writer, result);
            }

            WriteRows(writer, result, asObjects);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>Writes what a script did, as D1 has it.</summary>
    public static ReadOnlyMemory<byte> Write(SqlScriptResult result) => Written(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("count", result.Count);
        writer.WriteNumber("duration", result.Duration.TotalMilliseconds);
        writer.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> Written(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter writer = new(buffer);
        write(writer);
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static SqlValue ReadValue(JsonElement value, ref ReadOnlyMemory<byte> blobs)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return SqlValue.From(value.GetString()!);
            case JsonValueKind.Number:
                double number = value.GetDouble();
                return Math.Abs(number) <= MaxExact && number == Math.Floor(number) ? SqlValue.From((long)number) : SqlValue.From(number);
            case JsonValueKind.Array:
                int length = value[0].GetInt32();
                byte[] blob = blobs[..length].ToArray();
                blobs = blobs[length..];
                return SqlValue.From(blob);
            default:
                return SqlValue.Null;
        }
    }

    private static void WriteMeta(Utf8JsonWriter writer, SqlResult result)
    {
        writer.WriteStartObject("meta");
        writer.WriteString("served_by", "edge-isolates");
        writer.WriteNumber("duration", result.Duration.TotalMilliseconds);
        writer.WriteNumber("changes", result.Changes);
        writer.WriteNumber("last_row_id", result.LastRowId);
        writer.WriteBoolean("changed_db", result.ChangedDatabase);
        writer.WriteNumber("size_after", result.SizeAfter);
        writer.WriteNumber("rows_read", result.RowsRead);
        writer.WriteNumber("rows_written", result.RowsWritten);
        writer.WriteEndObject();
    }

    private static void WriteColumns(Utf8JsonWriter writer, SqlResult result)
    {
        writer.WriteStartArray("columns");
        foreach (string column in result.Columns)
        {
            writer.WriteStringValue(column);
        }

        writer.WriteEndArray();
    }

    private static void WriteRows(Utf8JsonWriter writer, SqlResult result, bool asObjects)
    {
        JsonEncodedText[] names = asObjects ? [.. result.Columns.Select(static column => JsonEncodedText.Encode(column))] : [];
        writer.WriteStartArray("results");
        foreach (SqlValue[] row in result.Rows)
        {
            if (asObjects)
            {
                WriteObject(writer, names, row);
            }
            else
            {
                WriteArray(writer, row);
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteObject(Utf8JsonWriter writer, JsonEncodedText[] names, SqlValue[] row)
    {
        writer.WriteStartObject();
        for (int i = 0; i < row.Length; i++)
        {
            writer.WritePropertyName(names[i]);
            WriteValue(writer, row[i]);
        }

        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, SqlValue[] row)
    {
        writer.WriteStartArray();
        foreach (SqlValue value in row)
        {
            WriteValue(writer, value);
        }

        writer.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, SqlValue value)
    {
        switch (value.Kind)
        {
            case SqlValueKind.Boolean:
                writer.WriteBooleanValue(value.AsBoolean());
                break;
            case SqlValueKind.Integer:
                writer.WriteNumberValue(value.AsInteger());
                break;
            case SqlValueKind.Real:
                WriteReal(writer, value.AsReal());
                break;
            case SqlValueKind.Text:
                writer.WriteStringValue(value.AsText());
                break;
            case SqlValueKind.Blob:
                WriteBytes(writer, value.AsBlob());
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    /// <summary>JSON has no infinity, but numbers that are read as it.</summary>
    private static void WriteReal(Utf8JsonWriter writer, double value)
    {
        if (double.IsInfinity(value))
        {
            writer.WriteRawValue(value > 0 ? "1e999" : "-1e999", skipInputValidation: true);
        }
        else if (double.IsNaN(value))
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteNumberValue(value);
        }
    }

    private static void WriteBytes(Utf8JsonWriter writer, byte[] bytes)
    {
        writer.WriteStartArray();
        foreach (byte one in bytes)
        {
            writer.WriteNumberValue(one);
        }

        writer.WriteEndArray();
    }
}
