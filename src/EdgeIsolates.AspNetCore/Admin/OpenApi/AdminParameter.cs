namespace EdgeIsolates.AspNetCore;

/// <summary>A parameter of a request's query.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in JSON Schema: <c>string</c>, <c>integer</c> or <c>array</c> (of strings).</param>
/// <param name="Description">What it says, and what holds without it.</param>
/// <param name="Format">Its format in JSON Schema, such as <c>date-time</c>; <see langword="null"/> for none.</param>
internal sealed record AdminParameter(string Name, string Type, string Description, string? Format = null)
{
    public static readonly AdminParameter By = new("by", "string", "Who asks for it, for the history, when no signed-in user tells.");
}
