namespace EdgeIsolates.Generators;

/// <summary>How a type crosses: expressions of a reader and a writer, and its name in TypeScript.</summary>
/// <param name="Read">A <c>Func&lt;StructuredValue, T&gt;</c>.</param>
/// <param name="Write">An <c>Action&lt;StructuredWriter, T&gt;</c>.</param>
/// <param name="TypeScript">The type's name there.</param>
internal sealed record Crossing(string Read, string Write, string TypeScript);
