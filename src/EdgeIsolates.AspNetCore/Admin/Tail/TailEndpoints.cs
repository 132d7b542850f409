using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace EdgeIsolates.AspNetCore;

// Requests as they end, as server-sent events, for as long as somebody watches.
//
// - An event `ready` says that the listening has begun: what ends from then on is told.
// - Each `record` is one request. Who reads too slowly loses the oldest; the next record says how many.
// - A `heartbeat` each 15 seconds keeps proxies from closing the connection, and lets a dead one be noticed.
// - It ends when the client goes or the host stops. Only so many may watch at the same time, because each holds a connection and a queue.
internal sealed class TailEndpoints(ILiveTail tail, IEdgeFunctions functions, IHostApplicationLifetime lifetime, TimeProvider time)
{
    public const int MostListeners = 100;

    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(15);

    private int _listeners;

    public void Map(AdminRoutes routes)
    {
        AdminAnswer events = new(
            StatusCodes.Status200OK,
            "Server-sent events: ready, then a record for each request, heartbeats in between. The schema is that of a record's data. Endless.",
            new AdminContent("text/event-stream", ReadableJson.Admin.RecordDescription));
        routes.Get("/tail", TailAllAsync, new AdminOperation("tail", "Shows the requests of all functions on this node as they end, with their log lines.")
        {
            Answer = events,
            Problems = [StatusCodes.Status429TooManyRequests],
        });
        routes.Get("/functions/{name}/tail", TailOneAsync, new AdminOperation("tailFunction", "Shows the requests of a function on this node as they end, with their log lines.")
        {
            Answer = events,
            Problems = [StatusCodes.Status404NotFound, StatusCodes.Status429TooManyRequests],
        });
    }

    private Task TailAllAsync(HttpContext context) => TailAsync(context, null);

    private Task TailOneAsync(HttpContext context) =>
        functions.Find(context.FunctionName()) is null ? AdminAnswers.NoSuchFunctionAsync(context) : TailAsync(context, context.FunctionName());

    private async Task TailAsync(HttpContext context, string? functionName)
    {
        try
        {
            if (Interlocked.Increment(ref _listeners) > MostListeners)
            {
                await AdminAnswers.ProblemAsync(context, StatusCodes.Status429TooManyRequests, $"{MostListeners} listeners watch already.");
                return;
            }

            await SendAsync(context, functionName);
        }
        finally
        {
            Interlocked.Decrement(ref _listeners);
        }
    }

    private async Task SendAsync(HttpContext context, string? functionName)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        await using IAsyncEnumerator<TailedInvocation> records = tail.ListenAsync(functionName, ending.Token).GetAsyncEnumerator(CancellationToken.None);
        Task<bool> next = records.MoveNextAsync().AsTask();
        try
        {
            PrepareAnswer(context);
            EventStream events = new(context.Response.BodyWriter, ending.Token);
            await events.OpenAsync();
            while (await HasNextAsync(next, events))
            {
                await events.WriteAsync("record", JsonSerializer.SerializeToUtf8Bytes(RecordDescription.Of(records.Current), AdminJson.Default.RecordDescription));
                next = records.MoveNextAsync().AsTask();
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client went, or the host stops: nobody is left to tell.
        }
        finally
        {
            // The enumerator must not be disposed while it waits.
            await ending.CancelAsync();
            await next;
        }
    }

    private async ValueTask<bool> HasNextAsync(Task<bool> next, EventStream events)
    {
        while (true)
        {
            try
            {
                return await next.WaitAsync(HeartbeatInterval, time);
            }
            catch (TimeoutException)
            {
                await events.WriteAsync("heartbeat", "{}"u8.ToArray());
            }
        }
    }

    private static void PrepareAnswer(HttpContext context)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
    }
}
