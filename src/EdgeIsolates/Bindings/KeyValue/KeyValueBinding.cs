using System.IO.Pipelines;
using System.Text;
using EdgeIsolates.Hosting;
using EdgeIsolates.Web.Outbound;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Bindings.KeyValue;

/// <summary>
/// A namespace as one isolate calls it; the other side is <c>Web/KeyValue/kv-namespace.js</c>. Six calls go on at once and further ones wait, so that an isolate never has the
/// host hold more than six values.
/// </summary>
internal sealed class KeyValueBinding(string namespaceId, NodeKeyValues values, TimeProvider time, ILogger logger) : IBinding
{
    private const int AtOnce = 6;

    /// <summary>The header that carries the metadata of a value.</summary>
    private const string Metadata = "metadata";

    private readonly Turns _turns = new(AtOnce);

    public async ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken)
    {
        await _turns.TakeAsync();
        try
        {
            return call.Method switch
            {
                "get" => await GetAsync(call, cancellationToken),
                "getWithMetadata" => await GetWithMetadataAsync(call, cancellationToken),
                "getMany" => await GetManyAsync(call, cancellationToken),
                "put" => await PutAsync(call, cancellationToken),
                "delete" => await DeleteAsync(call, cancellationToken),
                "list" => await ListAsync(call, cancellationToken),
                _ => throw new BindingException("TypeError", $"A kv namespace has no method {call.Method}."),
            };
        }
        catch (StoreUnavailableException failure)
        {
            // The store's words name servers and files.
            logger.KeyValueStoreUnavailable(namespaceId, failure);
            throw KeyValueLimits.Refusal(OperationOf(call.Method), 503, "Service Unavailable");
        }
        finally
        {
            _turns.Give();
        }
    }

    private static string OperationOf(string method) => method switch
    {
        "put" => "PUT",
        "delete" => "DELETE",
        "getMany" => "GET_BULK",
        _ => "GET",
    };

    /// <summary><c>get(key, isText, cacheTtl)</c>: the text, the bytes, or null.</summary>
    private async Task<BindingValue> GetAsync(BindingCall call, CancellationToken cancellationToken)
    {
        KeyValueEntry? entry = await ReadAsync(call.Argument(0).AsString(), call.Argument(2), cancellationToken);
        if (entry is null)
        {
            return BindingValue.Null;
        }

        return call.Argument(1).AsBoolean() ? BindingValue.Of(Encoding.UTF8.GetString(entry.Value.Span)) : BindingValue.Of(entry.Value);
    }

    /// <summary><c>getWithMetadata(key, cacheTtl)</c>: the value as a response whose header has the metadata, or null.</summary>
    private async Task<BindingValue> GetWithMetadataAsync(BindingCall call, CancellationToken cancellationToken)
    {
        KeyValueEntry? entry = await ReadAsync(call.Argument(0).AsString(), call.Argument(1), cancellationToken);
        return entry is null
            ? BindingValue.Null
            : BindingValue.Of(new EdgeResponse
            {
                Status = 200,
                Headers = entry.Metadata is { } metadata ? [new(Metadata, metadata.ReplaceLineEndings(" "))] : [],
                Body = entry.Value,
            });
    }

    private Task<KeyValueEntry?> ReadAsync(string key, BindingValue cacheTtl, CancellationToken cancellationToken)
    {
        KeyValueLimits.CheckKey("GET", key);
        return values.GetAsync(namespaceId, key, KeyValueLimits.CacheTtl("GET", cacheTtl), cancellationToken);
    }

    /// <summary><c>getMany(keysJson, cacheTtl)</c>: a list of [key, value, metadata] for those that are there.</summary>
    private async Task<BindingValue> GetManyAsync(BindingCall call, CancellationToken cancellationToken)
    {
        const string Operation = "GET_BULK";
        string[] keys = KeyValueJson.ReadKeys(call.Argument(0).AsString());
        KeyValueLimits.CheckKeyCount(Operation, keys.Length);
        foreach (string key in keys)
        {
            KeyValueLimits.CheckKey(Operation, key);
        }

        TimeSpan? cacheTtl = KeyValueLimits.CacheTtl(Operation, call.Argument(1));
        IReadOnlyList<KeyValueEntry> entries = await values.GetManyAsync(namespaceId, keys, cacheTtl, KeyValueLimits.ValueBytes, cancellationToken)
            ?? throw KeyValueLimits.Refusal(Operation, 413, "Total size of request exceeds the limit of 25MB");
        return BindingValue.Json(KeyValueJson.Write(entries));
    }

    /// <summary><c>put(key, value, expiration, expirationTtl, metadataJson)</c></summary>
    private async Task<BindingValue> PutAsync(BindingCall call, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> value = await ValueOfAsync(call, cancellationToken);
        string? metadata = call.Argument(4).IsNullish ? null : call.Argument(4).AsString();
        KeyValueLimits.CheckMetadata(metadata);
        var entry = new KeyValueEntry
        {
            Key = call.Argument(0).AsString(),
            Value = value,
            Metadata = metadata,
            ExpiresAt = KeyValueLimits.Expiration(call.Argument(2), call.Argument(3), time.GetUtcNow()),
        };
        KeyValueLimits.CheckKey("PUT", entry.Key);
        await values.PutAsync(namespaceId, entry, cancellationToken);
        return BindingValue.Undefined;
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ValueOfAsync(BindingCall call, CancellationToken cancellationToken)
    {
        BindingValue value = call.Argument(1);
        switch (value.Kind)
        {
            case BindingValueKind.Stream:
                return await ReadAsync(value.AsStream(out long? length), length, cancellationToken);
            case BindingValueKind.String:
                string text = value.AsString();
                KeyValueLimits.CheckValueLength(Encoding.UTF8.GetByteCount(text));
                return Encoding.UTF8.GetBytes(text);
            default:
                KeyValueLimits.CheckValueLength(value.AsBytes().Length);
                return value.AsBytes();
        }
    }

    /// <summary>A stream that says how long it is, is refused before it is read; another one when it goes over the limit.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(PipeReader stream, long? length, CancellationToken cancellationToken)
    {
        long total = 0;
        ReadOnlyMemory<byte>? value = await WholeStream.ReadAsync(stream, MayHold, cancellationToken);
        KeyValueLimits.CheckValueLength(Math.Max(total, length ?? 0));
        return value!.Value;

        bool MayHold(long bytes)
        {
            total += bytes;
            return Math.Max(total, length ?? 0) <= KeyValueLimits.ValueBytes;
        }
    }

    /// <summary><c>delete(key)</c></summary>
    private async Task<BindingValue> DeleteAsync(BindingCall call, CancellationToken cancellationToken)
    {
        string key = call.Argument(0).AsString();
        KeyValueLimits.CheckKey("DELETE", key);
        await values.DeleteAsync(namespaceId, key, cancellationToken);
        return BindingValue.Undefined;
    }

    /// <summary><c>list(prefix, cursor, limit)</c>: the answer of Workers' <c>list()</c>.</summary>
    private async Task<BindingValue> ListAsync(BindingCall call, CancellationToken cancellationToken)
    {
        string prefix = call.Argument(0).IsNullish ? "" : call.Argument(0).AsString();
        string cursor = call.Argument(1).IsNullish ? "" : call.Argument(1).AsString();
        int limit = KeyValueLimits.ListLimit(call.Argument(2));
        KeyValueLimits.CheckKeyLength("GET", prefix);
        string? after = cursor is "" ? null : KeyValueCursor.Read(namespaceId, prefix, cursor)
            ?? throw KeyValueLimits.Refusal("GET", 400, "Invalid cursor. Pass the one that list() gave for the same namespace and prefix.");

        // One more than is told, to know whether there are more.
        IReadOnlyList<KeyValueName> names = await values.ListAsync(namespaceId, new KeyValueQuery(prefix, after, limit + 1), cancellationToken);
        string? next = names.Count > limit ? KeyValueCursor.Make(namespaceId, prefix, names[limit - 1].Key) : null;
        return BindingValue.Json(KeyValueJson.Write(names.Take(limit), next));
    }
}
