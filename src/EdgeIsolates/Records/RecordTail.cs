using System.Runtime.InteropServices;
using EdgeIsolates.Isolates;

namespace EdgeIsolates.Records;

/// <summary>What a request's record tells beyond its result, known when all of the request is over.</summary>
/// <param name="CpuTime">All CPU time.</param>
/// <param name="Subrequests">How many requests it made.</param>
/// <param name="Logs">Its lines, when somebody wanted them.</param>
/// <param name="Bindings">What it did with its bindings.</param>
/// <param name="Late">What went wrong after the answer.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RecordTail(TimeSpan CpuTime, int Subrequests, IReadOnlyList<InvocationLogLine>? Logs, IReadOnlyList<BindingUsage>? Bindings, LateFailure? Late);
