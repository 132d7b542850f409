using EdgeIsolates.Tests.Bindings.DurableObjects;
using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Deployments;

/// <summary>What a configuration says happens, the code must be able to do: a deploy says so, and not the first message.</summary>
public sealed class WantedExportTests : IAsyncTest
{
    private const string NoScheduled =
        "The function needs a handler \"scheduled\", because crons run at their times, and its main module exports none: export default { scheduled(controller, env, ctx) {…} }";

    private const string NoQueue = "The function needs a handler \"queue\", because it consumes jobs, and its main module exports none: export default { queue(batch, env, ctx) {…} }";

    private static readonly FunctionConfig Events = FunctionConfig.Default with
    {
        Crons = [new CronTrigger { Cron = "* * * * *" }],
        Queues = new FunctionQueues { Consumers = [new QueueConsumer { Queue = "jobs" }] },
    };

    private readonly ObjectEdge _edge = new();

    [Theory]
    [InlineData("export default { fetch() {} }")]
    [InlineData("export default { fetch() {}, queue: 1, scheduled: {} }")]
    [InlineData("export default function () {}")]
    [InlineData("export const GET = () => new Response(''); export const queue = () => {}; export const scheduled = () => {};")]
    [InlineData("addEventListener('fetch', () => {}); addEventListener('scheduled', () => {}); addEventListener('queue', () => {});")]
    [InlineData("function fetch() {} function queue() {} function scheduled() {}")]
    [InlineData("import { WorkerEntrypoint } from 'cloudflare:workers'; export default class extends WorkerEntrypoint { fetch() {} static queue() {} static scheduled() {} }")]
    public async Task Deploy_HandlersOfEventsAreMissing_EachIsTold(string code) => Assert.Equal([NoScheduled, NoQueue], await FaultsAsync(code, Events));

    [Theory]
    [InlineData("export default { queue() {}, scheduled() {} }")]
    [InlineData("const made = Object.create({ queue() {} }); made.scheduled = async () => {}; export default made;")]
    [InlineData("class Handlers { fetch() {} queue() {} scheduled() {} } export default new Handlers();")]
    [InlineData("export default Object.assign(() => new Response(''), { queue() {}, scheduled() {} })")]
    [InlineData("import { WorkerEntrypoint } from 'cloudflare:workers'; class Base extends WorkerEntrypoint { queue() {} } export default class extends Base { scheduled() {} }")]
    public async Task Deploy_HandlersOfEventsAreThere_IsDone(string code) => Assert.Empty(await FaultsAsync(code, Events));

    [Fact]
    public async Task Deploy_ClassesEntrypointsAndHandlersAreMissing_AllIsToldAtOnce()
    {
        FunctionConfig config = ObjectEdge.Config("First", "Second") with
        {
            Crons = Events.Crons,
            Bindings = new Dictionary<string, FunctionBinding> { ["SELF"] = FunctionBinding.Parse("""{ "type": "service", "service": "f", "entrypoint": "Admin" }""") },
        };

        Assert.Equal(
            [
                "The migrations name the Durable Object class First, which the main module does not export",
                "The migrations name the Durable Object class Second, which the main module does not export",
                NoScheduled,
                "The binding SELF names the entrypoint Admin of this function, which the main module does not export",
                "No handler was found",
            ],
            (await FaultsAsync("export const nothing = 1;", config)).Select(static fault => fault.Split(':')[0] is "No handler was found" and { } head ? head : fault));
    }

    [Fact]
    public async Task Deploy_RouteIsFaultyToo_IsToldBesideTheHandler()
    {
        DeployResult result = await _edge.Host.TryDeployAsync("export default { fetch() {} }", Events with { Queues = FunctionQueues.None }, "f", "no-slash");
        Assert.Equal([DeployFaultCodes.InvalidRoute, DeployFaultCodes.NoHandler], result.Faults.Select(static fault => fault.Code));
    }

    public ValueTask DisposeAsync() => _edge.DisposeAsync();

    private async Task<IEnumerable<string>> FaultsAsync(string code, FunctionConfig config) =>
        (await _edge.Host.TryDeployAsync(code, config)).Faults.Select(static fault => fault.Message);
}
