using EdgeIsolates.Bindings.DurableObjects;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

// The Durable Objects of this node. What they have stored is not shown: the storage of an object belongs to its one live instance, and to read beside it could show what is not committed yet.
internal sealed class DurableObjectEndpoints(ObjectHost host, IDurableObjectStore? store, IEdgeFunctions functions, TimeProvider time)
{
    private const int ReadAlarms = 1000;

    private static readonly PageLimit Limit = new(100, 1000);

    public void Map(AdminRoutes routes) =>
        routes.Get("/functions/{name}/objects", ListAsync, new AdminOperation("listDurableObjects", "Lists a function's classes of Durable Objects, with the objects that live on this node.")
        {
            Query = [Limit.Parameter with { Description = $"{Limit.Parameter.Description} Counts the objects of each class." }],
            Answer = AdminAnswer.Ok("The classes.", ReadableJson.Admin.IReadOnlyListObjectClassDescription),
            Problems = StorageAnswers.Problems,
        });

    private Task ListAsync(HttpContext context) => StorageAnswers.AnswerAsync(context, async () =>
    {
        if (functions.Find(context.FunctionName()) is not { } function)
        {
            await AdminAnswers.NoSuchFunctionAsync(context);
            return;
        }

        if (await Limit.ReadAsync(context) is not { } limit)
        {
            return;
        }

        IReadOnlyList<DurableObjectAlarm> alarms = await AlarmsAsync(context.RequestAborted);
        ILookup<string, LiveObject> live = host.Live.ToLookup(static one => one.Identity.Address.Namespace, StringComparer.Ordinal);
        ObjectClassDescription[] classes =
        [
            .. ClassesOf(function).Select(pair => new ObjectClassDescription(
                pair.Key,
                pair.Value,
                live[pair.Value].Count(),
                [.. live[pair.Value].OrderByDescending(static one => one.LastUsed).Take(limit).Select(one => LiveObjectDescription.Of(one, time))],
                [.. alarms.Where(alarm => alarm.Address.Namespace == pair.Value).Take(limit).Select(static alarm => new ObjectAlarmDescription(alarm.Address.Id, alarm.Due))])),
        ];
        await AdminAnswers.OkAsync(context, classes, ReadableJson.Admin.IReadOnlyListObjectClassDescription);
    });

    /// <summary>The namespaces by their classes: of all live versions, the newest first.</summary>
    private static IEnumerable<KeyValuePair<string, string>> ClassesOf(FunctionRecord function) => function.Traffic.Reverse()
        .SelectMany(share => ObjectClasses.Of(function.Name, share.Version.Config.Migrations).Namespaces)
        .DistinctBy(static pair => pair.Value, StringComparer.Ordinal)
        .OrderBy(static pair => pair.Key, StringComparer.Ordinal);

    private async Task<IReadOnlyList<DurableObjectAlarm>> AlarmsAsync(CancellationToken cancellationToken)
    {
        if (store is null)
        {
            return [];
        }

        await store.InitializeAsync(cancellationToken);
        return await store.Alarms.ReadFirstAsync(ReadAlarms, cancellationToken);
    }
}
