using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>Queues and their consumers. A queue is there as soon as someone names it, and its name is its id; a consumer's id is its function.</summary>
internal sealed class CloudflareQueues(IEdgeFunctions functions, CloudflareChanges changes)
{
    public void Map(CloudflareRoutes routes)
    {
        routes.Map(HttpMethods.Get, "/queues", List);
        routes.Map(HttpMethods.Post, "/queues", CreateAsync);
        routes.Map(HttpMethods.Post, "/queues/{queue}/consumers", SetConsumerAsync);
        routes.Map(HttpMethods.Put, "/queues/{queue}/consumers/{name}", SetConsumerAsync);
        routes.Map(HttpMethods.Delete, "/queues/{queue}/consumers/{name}", RemoveConsumerAsync);
    }

    private CloudflareAnswer List(HttpContext context)
    {
        IEnumerable<string> asked = context.Request.Query["name"].OfType<string>();
        IEnumerable<string> names = asked.Any() ? asked : functions.List().SelectMany(static function => function.Traffic).SelectMany(static share => ConsumersOf(share.Version)).Select(static consumer => consumer.Queue);
        return CloudflareAnswer.Ok(new JsonArray([.. names.Distinct(StringComparer.Ordinal).Select(Told)]));
    }

    private static async Task<CloudflareAnswer> CreateAsync(HttpContext context) =>
        await CloudflareBody.ReadAsync(context) is { } said && CloudflareBody.TextOf(said, "queue_name") is { } name
            ? CloudflareAnswer.Ok(new JsonObject { ["queue_id"] = name, ["queue_name"] = name })
            : CloudflareBody.Unsound("A queue has a queue_name.");

    private JsonObject Told(string queue)
    {
        JsonArray consumers = [.. functions.List()
            .Where(function => function.Traffic.Any(share => ConsumersOf(share.Version).Any(consumer => consumer.Queue == queue)))
            .Select(static function => new JsonObject { ["type"] = "worker", ["script"] = function.Name, ["consumer_id"] = function.Name, ["environment"] = "production" })];
        return new JsonObject
        {
            ["queue_id"] = queue,
            ["queue_name"] = queue,
            ["producers"] = new JsonArray(),
            ["producers_total_count"] = 0,
            ["consumers_total_count"] = consumers.Count,
            ["consumers"] = consumers,
        };
    }

    private async Task<CloudflareAnswer> SetConsumerAsync(HttpContext context)
    {
        if (await CloudflareBody.ReadAsync(context) is not { } said || CloudflareBody.TextOf(said, "script_name") is not { } name)
        {
            return CloudflareBody.Unsound("A consumer has a script_name; there are none without a function.");
        }

        string queue = context.QueueName();
        QueueConsumer consumer = ConsumerOf(queue, said);
        return await changes.MakeAsync(
            context,
            name,
            live => ConsumersOf(live).Contains(consumer),
            live => WithConsumers(live, [.. live.Config.Queues.Consumers.Where(other => other.Queue != queue), consumer]),
            () => new JsonObject { ["consumer_id"] = name, ["script"] = name, ["queue_name"] = queue, ["type"] = "worker" });
    }

    private Task<CloudflareAnswer> RemoveConsumerAsync(HttpContext context)
    {
        string queue = context.QueueName();
        return changes.MakeAsync(
            context,
            context.FunctionName(),
            live => ConsumersOf(live).All(consumer => consumer.Queue != queue),
            live => WithConsumers(live, [.. live.Config.Queues.Consumers.Where(consumer => consumer.Queue != queue)]),
            static () => new JsonObject());
    }

    private static QueueConsumer ConsumerOf(string queue, JsonElement said)
    {
        JsonElement settings = said.TryGetProperty("settings", out JsonElement given) ? given : default;
        QueueConsumer silent = new();
        return new QueueConsumer
        {
            Queue = queue,
            DeadLetterQueue = CloudflareBody.TextOf(said, "dead_letter_queue") ?? silent.DeadLetterQueue,
            MaxBatchSize = CloudflareBody.NumberOf(settings, "batch_size") ?? silent.MaxBatchSize,
            MaxBatchTimeoutMs = CloudflareBody.NumberOf(settings, "max_wait_time_ms") ?? silent.MaxBatchTimeoutMs,
            MaxRetries = CloudflareBody.NumberOf(settings, "max_retries") ?? silent.MaxRetries,
            MaxConcurrency = CloudflareBody.NumberOf(settings, "max_concurrency") ?? silent.MaxConcurrency,
            RetryDelaySeconds = CloudflareBody.NumberOf(settings, "retry_delay") ?? silent.RetryDelaySeconds,
        };
    }

    private static IReadOnlyList<QueueConsumer> ConsumersOf(FunctionVersion version) => version.Config.Queues.Consumers;

    private static FunctionDeployment WithConsumers(FunctionDeployment live, IReadOnlyList<QueueConsumer> consumers) => live with
    {
        Config = live.Config with { Queues = live.Config.Queues with { Consumers = consumers } },
        Message = "Queue consumers changed.",
    };
}
