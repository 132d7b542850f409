using EdgeIsolates.Isolates;

namespace EdgeIsolates.Bindings.Caching;

/// <summary>
/// The Cache API as one isolate calls it; the other side is <c>Web/Caching/caches.js</c>. What cannot be kept is passed over in silence, as on Workers: a cache promises nothing.
/// </summary>
internal sealed class CachesBinding(string function, NodeResponses responses, ResponseCache memory, CacheOptions options, TimeProvider time) : IBinding
{
    public async ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken)
    {
        string key = KeyOf(call.Argument(0).AsString(), call.Argument(1).AsString());
        switch (call.Method)
        {
            case "match":
                return await MatchAsync(key, HeaderText.Split(call.Argument(2).AsString()), cancellationToken);
            case "put":
                await PutAsync(key, HeaderText.Split(call.Argument(2).AsString()), call.Argument(3).AsResponse(), cancellationToken);
                return BindingValue.Undefined;
            case "delete":
                return BindingValue.Of(await responses.DeleteAsync(function, key, cancellationToken));
            default:
                throw new BindingException("TypeError", $"A cache has no method {call.Method}.");
        }
    }

    /// <summary>A cache's name and a URL without its fragment. A URL has no space, so no two are alike.</summary>
    private static string KeyOf(string name, string url)
    {
        int fragment = url.IndexOf('#', StringComparison.Ordinal);
        return $"{(fragment < 0 ? url : url[..fragment])} {name}";
    }

    private async ValueTask<BindingValue> MatchAsync(string key, IReadOnlyList<KeyValuePair<string, string>> request, CancellationToken cancellationToken)
    {
        if (await responses.TakeAsync(function, key, request, cancellationToken) is not { } taken)
        {
            return BindingValue.Undefined;
        }

        EdgeResponse answer = CacheAnswer.To(request, taken.Response, memory.AgeOf(taken.Response));
        if (answer.Body.IsEmpty)
        {
            memory.Done(taken);
            return BindingValue.Of(answer);
        }

        return BindingValue.Of(answer with { Body = default, BodyReader = new LentReader(answer.Body, () => memory.Done(taken)), BodyLength = answer.Body.Length });
    }

    private async Task PutAsync(string key, IReadOnlyList<KeyValuePair<string, string>> request, EdgeResponse response, CancellationToken cancellationToken)
    {
        if (CachePolicy.Judge(request, response.Status, response.Headers, time.GetUtcNow()) is not var (headers, age, lifetime))
        {
            await (response.BodyReader?.CompleteAsync() ?? default);
            return;
        }

        long held = 0;
        try
        {
            if (await BodyOfAsync(response, Hold, cancellationToken) is { } body)
            {
                var kept = new CachedResponse
                {
                    Status = response.Status,
                    StatusText = response.StatusText,
                    Headers = headers,
                    Body = body,
                    Vary = CachedResponse.VaryOf(request, headers),
                    PutAt = time.GetUtcNow(),
                    StoredAt = time.GetTimestamp(),
                    Age = age,
                    Lifetime = lifetime,
                };
                await responses.PutAsync(function, key, request, kept, cancellationToken);
            }
        }
        finally
        {
            memory.Release(held);
        }

        bool Hold(long bytes)
        {
            if (held + bytes > options.MaxBodyBytes || !memory.TryHold(bytes))
            {
                return false;
            }

            held += bytes;
            return true;
        }
    }

    /// <summary>The body, which nobody else holds; <see langword="null"/> when it may not be held.</summary>
    private static async ValueTask<byte[]?> BodyOfAsync(EdgeResponse response, Func<long, bool> mayHold, CancellationToken cancellationToken)
    {
        if (response.BodyReader is null)
        {
            return mayHold(response.Body.Length) ? response.Body.ToArray() : null;
        }

        ReadOnlyMemory<byte>? whole = await WholeStream.ReadAsync(response.BodyReader, mayHold, cancellationToken);
        return whole is { } bytes ? bytes.ToArray() : null;
    }
}
