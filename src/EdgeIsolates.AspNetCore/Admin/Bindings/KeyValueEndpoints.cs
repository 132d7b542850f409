using System.Text;
using System.Text.Json;
using EdgeIsolates.Bindings;
using EdgeIsolates.Bindings.KeyValue;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>The keys and values of namespaces. The limits are those that functions have.</summary>
internal sealed class KeyValueEndpoints(NodeKeyValues values, TimeProvider time)
{
    private static readonly PageLimit Limit = new(100, KeyValueLimits.ListedKeys);
    private static readonly AdminParameter Key = new("key", "string", "The key.");

    public void Map(AdminRoutes routes)
    {
        routes.Get("/kv/{namespace}/keys", ListAsync, new AdminOperation("listKeys", "Lists the keys of a namespace.")
        {
            Query = [new AdminParameter("prefix", "string", "Only keys that begin so."), new AdminParameter("cursor", "string", "Where the page before ended."), Limit.Parameter],
            Answer = AdminAnswer.Ok("Keys in the byte order of their UTF-8.", ReadableJson.Admin.KeysDescription),
            Problems = StorageAnswers.Problems,
        });
        routes.Get("/kv/{namespace}/value", ReadAsync, new AdminOperation("readValue", "Reads a value; of a long one the beginning.")
        {
            Query = [Key],
            Answer = AdminAnswer.Ok("The value.", ReadableJson.Admin.ValueDescription),
            Problems = StorageAnswers.Problems,
        });
        routes.Put("/kv/{namespace}/value", WriteAsync, new AdminOperation("writeValue", "Writes a value in place of the one with the same key.")
        {
            Query = [Key],
            Request = [AdminContent.Json(ReadableJson.Admin.ValueRequest)],
            Answer = AdminAnswer.Ok("What was written.", ReadableJson.Admin.KeyDescription),
            Problems = StorageAnswers.ProblemsOfWrites,
        });
        routes.Delete("/kv/{namespace}/value", DeleteAsync, new AdminOperation("deleteValue", "Deletes a key with its value; one that is not there is passed over.")
        {
            Query = [Key],
            Answer = new AdminAnswer(StatusCodes.Status204NoContent, "It is gone."),
            Problems = StorageAnswers.Problems,
        });
    }

    private Task ListAsync(HttpContext context) => AnswerAsync(context, async space =>
    {
        if (await Limit.ReadAsync(context) is not { } limit)
        {
            return;
        }

        string prefix = context.Request.Query["prefix"].ToString();
        string cursor = context.Request.Query["cursor"].ToString();
        KeyValueLimits.CheckKeyLength("GET", prefix);
        string? after = cursor.Length == 0 ? null : KeyValueCursor.Read(space, prefix, cursor) ?? throw KeyValueLimits.Refusal("GET", 400, "Invalid cursor.");

        // One more than is told, to know whether there are more.
        IReadOnlyList<KeyValueName> names = await values.ListAsync(space, new KeyValueQuery(prefix, after, limit + 1), context.RequestAborted);
        string? next = names.Count > limit ? KeyValueCursor.Make(space, prefix, names[limit - 1].Key) : null;
        await AdminAnswers.OkAsync(context, new KeysDescription([.. names.Take(limit).Select(KeyDescription.Of)], next), ReadableJson.Admin.KeysDescription);
    });

    private Task ReadAsync(HttpContext context) => AnswerAsync(context, async space =>
    {
        KeyValueEntry? entry = await values.GetAsync(space, KeyOf(context, "GET"), maxAge: null, context.RequestAborted);
        await (entry is null
            ? AdminAnswers.ProblemAsync(context, StatusCodes.Status404NotFound, "The namespace has no such key.")
            : AdminAnswers.OkAsync(context, ValueDescription.Of(entry), ReadableJson.Admin.ValueDescription));
    });

    private Task WriteAsync(HttpContext context) => AnswerAsync(context, async space =>
    {
        string key = KeyOf(context, "PUT");
        if (await AdminBody.ReadAsync(context, ReadableJson.Admin.ValueRequest) is not { } request)
        {
            return;
        }

        if (request.Value is null == request.ValueBase64 is null)
        {
            await AdminAnswers.ProblemAsync(context, AdminProblem.BadRequest("A value is text, {\"value\": \"…\"}, or bytes, {\"valueBase64\": \"…\"}."));
            return;
        }

        KeyValueEntry entry = EntryOf(key, request);
        await values.PutAsync(space, entry, context.RequestAborted);
        await AdminAnswers.OkAsync(context, KeyDescription.Of(entry), ReadableJson.Admin.KeyDescription);
    });

    private KeyValueEntry EntryOf(string key, ValueRequest request)
    {
        string? metadata = request.Metadata is { ValueKind: not JsonValueKind.Null } given ? given.GetRawText() : null;
        KeyValueLimits.CheckMetadata(metadata);
        BindingValue end = request.ExpiresAt is { } expiresAt ? BindingValue.Of((double)expiresAt.ToUnixTimeSeconds()) : BindingValue.Undefined;
        return new KeyValueEntry
        {
            Key = key,
            Value = request.ValueBase64 ?? Encoding.UTF8.GetBytes(request.Value!),
            Metadata = metadata,
            ExpiresAt = KeyValueLimits.Expiration(end, BindingValue.Undefined, time.GetUtcNow()),
        };
    }

    private Task DeleteAsync(HttpContext context) => AnswerAsync(context, async space =>
    {
        await values.DeleteAsync(space, KeyOf(context, "DELETE"), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    });

    private static string KeyOf(HttpContext context, string operation)
    {
        string key = context.Request.Query["key"].ToString();
        KeyValueLimits.CheckKey(operation, key);
        return key;
    }

    private static Task AnswerAsync(HttpContext context, Func<string, Task> answer)
    {
        string space = context.NamespaceId();
        return KeyValueBindingProvider.IsNamespace(space)
            ? StorageAnswers.AnswerAsync(context, () => answer(space))
            : AdminAnswers.ProblemAsync(context, StatusCodes.Status404NotFound, "A namespace is letters, digits and _ - . at most 64.");
    }
}
