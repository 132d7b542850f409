using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>What lies in queues: look at it, delete it, give it back to work.</summary>
internal sealed class QueueEndpoints(IEdgeQueues queues, IEdgeFunctions functions, TimeProvider time)
{
    private static readonly PageLimit Page = new(100, 1000);
    private static readonly PageLimit Replay = new(10_000, 10_000);

    public void Map(AdminRoutes routes)
    {
        routes.Get("/queues", ListAsync, new AdminOperation("listQueues", "Lists the queues that hold messages or have a consumer.")
        {
            Answer = AdminAnswer.Ok("The queues by name.", ReadableJson.Admin.IReadOnlyListQueueDescription),
            Problems = [StatusCodes.Status503ServiceUnavailable],
        });
        routes.Get("/queues/{queue}/messages", BrowseAsync, new AdminOperation("browseQueue", "Shows messages without giving them out.")
        {
            Query = [new AdminParameter("after", "string", "The id of the last message that was shown before."), Page.Parameter],
            Answer = AdminAnswer.Ok("Messages in the order in which they were sent.", ReadableJson.Admin.MessagesDescription),
            Problems = [StatusCodes.Status400BadRequest, StatusCodes.Status503ServiceUnavailable],
        });
        routes.Delete("/queues/{queue}/messages", PurgeAsync, new AdminOperation("purgeQueue", "Deletes all messages of a queue, also those in flight.")
        {
            Answer = AdminAnswer.Ok("How many there were.", ReadableJson.Admin.QueueChange),
            Problems = [StatusCodes.Status503ServiceUnavailable],
        });
        routes.Post("/queues/{queue}/replay", ReplayAsync, new AdminOperation("replayQueue", "Moves messages that are not in flight to another queue, where their attempts begin anew.")
        {
            Query = [new AdminParameter("to", "string", "The queue they go to; when it is not said, the one that has this as its dead letter queue."), Replay.Parameter],
            Answer = AdminAnswer.Ok("How many were moved.", ReadableJson.Admin.QueueChange),
            Problems = [StatusCodes.Status400BadRequest, StatusCodes.Status503ServiceUnavailable],
        });
    }

    private Task ListAsync(HttpContext context) => AnswerAsync(context, async () =>
    {
        IReadOnlyList<QueueCounts> counts = await queues.CountAsync(context.RequestAborted);
        await AdminAnswers.OkAsync(context, QueueDescription.Of(counts, functions.List()), ReadableJson.Admin.IReadOnlyListQueueDescription);
    });

    private Task BrowseAsync(HttpContext context) => AnswerAsync(context, async () =>
    {
        if (await Page.ReadAsync(context) is not { } limit)
        {
            return;
        }

        DateTimeOffset now = time.GetUtcNow();
        IReadOnlyList<StoredMessage> messages = await queues.BrowseAsync(context.QueueName(), (string?)context.Request.Query["after"] ?? "", limit, context.RequestAborted);
        await AdminAnswers.OkAsync(
            context,
            new MessagesDescription([.. messages.Select(message => MessageDescription.Of(message, now))], messages.Count < limit ? null : messages[^1].Message.Id),
            ReadableJson.Admin.MessagesDescription);
    });

    private Task PurgeAsync(HttpContext context) => AnswerAsync(context, async () =>
        await AdminAnswers.OkAsync(context, new QueueChange(await queues.PurgeAsync(context.QueueName(), context.RequestAborted)), ReadableJson.Admin.QueueChange));

    private Task ReplayAsync(HttpContext context) => AnswerAsync(context, async () =>
    {
        string queue = context.QueueName();
        string? to = (string?)context.Request.Query["to"] ?? QueueDescription.Of([], functions.List()).FirstOrDefault(other => other.DeadLetterQueue == queue)?.Queue;
        if (string.IsNullOrEmpty(to) || to == queue)
        {
            await AdminAnswers.ProblemAsync(context, AdminProblem.BadRequest("to names another queue; no consumer has this one as its deadLetterQueue."));
        }
        else if (await Replay.ReadAsync(context) is { } limit)
        {
            await AdminAnswers.OkAsync(context, new QueueChange(await queues.MoveAsync(queue, to, limit, context.RequestAborted)), ReadableJson.Admin.QueueChange);
        }
    });

    private static async Task AnswerAsync(HttpContext context, Func<Task> answer)
    {
        try
        {
            await answer();
        }
        catch (StoreUnavailableException exception)
        {
            await AdminAnswers.StoreUnavailableAsync(context, exception);
        }
    }
}
