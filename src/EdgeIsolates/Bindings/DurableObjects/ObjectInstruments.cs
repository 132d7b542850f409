using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>What the meter tells of Durable Objects, by their classes; of single objects the admin API tells.</summary>
internal sealed class ObjectInstruments : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _errors;

    /// <param name="factory">Makes the meter; <see langword="null"/> where the host has none.</param>
    /// <param name="live">The objects that live when somebody looks.</param>
    public ObjectInstruments(IMeterFactory? factory, Func<IEnumerable<LiveObject>> live)
    {
        var options = new MeterOptions(EdgeIsolatesTelemetry.MeterName);
        _meter = factory?.Create(options) ?? new Meter(options);
        _calls = _meter.CreateCounter<long>("edge_isolates.object_calls", "{call}", "Requests, calls, alarms and messages that Durable Objects answered.");
        _errors = _meter.CreateCounter<long>("edge_isolates.object_errors", "{error}", "Those of them that failed.");
        _meter.CreateObservableGauge("edge_isolates.objects", () => Count(live()), "{object}", "Durable Objects in memory.");
    }

    public void NoteAnswer(ObjectIdentity identity, bool succeeded)
    {
        TagList tags = TagsOf(identity.Function.Name, identity.ClassName);
        _calls.Add(1, tags);
        if (!succeeded)
        {
            _errors.Add(1, tags);
        }
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Count(IEnumerable<LiveObject> live) =>
        live.GroupBy(static one => (one.Identity.Function.Name, one.Identity.ClassName))
            .Select(static group => new Measurement<long>(group.Count(), TagsOf(group.Key.Name, group.Key.ClassName)));

    private static TagList TagsOf(string functionName, string className) => new() { { "faas.name", functionName }, { "edge_isolates.class", className } };
}
