using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>What lies in queues: look at it, delete it, give it back to work.</summary>
internal sealed class QueueEndpoints(IEdgeQueues queues, IEdgeFunctions functions, TimeProvider time)
{
    private const int UsualPage = 100;
    private const int MostPerPage = 1000;
    private const int MostPerReplay = 10_000;

    private static readonly AdminParameter Limit = new("limit", "integer", $"The most messages; {UsualPage} when it is not said, {MostPerPage} at most.");

    public void Map(AdminRoutes routes)
    {
        routes.Get("/queues", ListAsync, new AdminOperation("listQueues", "Lists the queues that hold messages or have a consumer.")
        {
            Answer = AdminAnswer.Ok("The queues by name.", ReadableJson.Admin.IReadOnlyListQueueDescription),
            Problems = [StatusCodes.Status503ServiceUnavailable],
        });
        routes.Get("/queues/{queue}/messages", BrowseAsync, new AdminOperation("browseQueue", "Shows messages without giving them out.")
        {
            Query = [new AdminParameter("after", "string", "The id of the last message that was shown before."), Limit],
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
            Query = [new AdminParameter("to", "string", "The queue they go to; when it is not said, the one that has this as its dead letter queue."), Limit],
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
        if (!TryReadLimit(context, UsualPage, MostPerPage, out int limit))
        {
            await RefuseLimitAsync(context, MostPerPage);
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
        else if (!TryReadLimit(context, MostPerReplay, MostPerReplay, out int limit))
        {
            await RefuseLimitAsync(context, MostPerReplay);
        }
        else
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

    private static bool TryReadLimit(HttpContext context, int usual, int most, out int limit)
    {
        limit = usual;
        return (string?)context.Request.Query["limit"] is not { } text
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit >= 1 && limit <= most);
    }

    private static Task RefuseLimitAsync(HttpContext context, int most) =>
        AdminAnswers.ProblemAsync(context, AdminProblem.BadRequest(string.Create(CultureInfo.InvariantCulture, $"limit is a number from 1 to {most}.")));
}
