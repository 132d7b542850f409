namespace EdgeIsolates;

/// <summary>One statement and what its placeholders stand for.</summary>
/// <param name="Text">The statement, with placeholders as SQLite writes them: <c>?</c>, or <c>?1</c>, <c>?2</c>…</param>
/// <param name="Parameters">The values of the placeholders; exactly as many as there are.</param>
public sealed record SqlStatement(string Text, IReadOnlyList<SqlValue> Parameters);
