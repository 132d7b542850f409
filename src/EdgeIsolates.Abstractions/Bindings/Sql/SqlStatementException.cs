namespace EdgeIsolates;

/// <summary>A statement is at fault: it is no SQL, breaks a constraint, is forbidden or went over a limit. The function that sent it is told.</summary>
public sealed class SqlStatementException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, for the author of the statement; with the database's own code at its end.</param>
    /// <param name="innerException">What the database's client reported.</param>
    public SqlStatementException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Where in the script the statement begins, in characters; -1 when it was not one of a script.</summary>
    public int Position { get; init; } = -1;
}
