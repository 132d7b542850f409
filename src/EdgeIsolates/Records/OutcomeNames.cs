namespace EdgeIsolates.Records;

/// <summary>Outcomes as other systems read them: <c>exceededCpu</c>.</summary>
internal static class OutcomeNames
{
    /// <summary>By the outcome's number.</summary>
    public static readonly IReadOnlyList<string> All = [.. Enum.GetNames<InvocationOutcome>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])];

    public static string Of(InvocationOutcome outcome) => All[(int)outcome];
}
