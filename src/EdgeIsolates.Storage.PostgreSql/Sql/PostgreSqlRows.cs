using System.Globalization;
using Npgsql;

namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>What one call may still take of rows and bytes, and the values that it reads. Used by one call.</summary>
internal sealed class PostgreSqlRows(PostgreSqlDatabaseOptions options)
{
    private int _rows;
    private long _bytes;

    /// <summary>Reads a row. All columns come as PostgreSQL's text, so that every type has a value.</summary>
    public SqlValue[] Read(NpgsqlDataReader reader)
    {
        if (++_rows > options.MaxResultRows)
        {
            throw new SqlStatementException($"the results have more than {options.MaxResultRows} rows; use LIMIT");
        }

        SqlValue[] row = new SqlValue[reader.FieldCount];
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = reader.IsDBNull(i) ? SqlValue.Null : ToValue(reader.GetPostgresType(i).Name, Text(reader, i));
        }

        return row;
    }

    private string Text(NpgsqlDataReader reader, int column)
    {
        string text = reader.GetString(column);
        _bytes += text.Length + sizeof(long);
        return _bytes <= options.MaxResultBytes
            ? text
            : throw new SqlStatementException($"the results have more than {options.MaxResultBytes} bytes; use LIMIT");
    }

    // What a JavaScript number cannot hold exactly (numeric) stays text.
    private static SqlValue ToValue(string type, string text) => type switch
    {
        "boolean" => SqlValue.From(text == "t"),
        "smallint" or "integer" or "bigint" or "oid" => SqlValue.From(long.Parse(text, CultureInfo.InvariantCulture)),
        "real" or "double precision" => SqlValue.From(double.Parse(text, CultureInfo.InvariantCulture)),
        "bytea" => SqlValue.From(Convert.FromHexString(text.AsSpan(2))),
        _ => SqlValue.From(text),
    };
}
