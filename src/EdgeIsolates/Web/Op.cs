namespace EdgeIsolates.Web;

/// <summary>A host operation: its name, <c>op_area_verb</c>, and what carries it out.</summary>
internal sealed record Op(string Name, OpHandler Handler);
