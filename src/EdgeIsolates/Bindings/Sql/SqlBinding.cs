namespace EdgeIsolates.Bindings.Sql;

/// <summary>Answers the calls of <c>Web/Sql/d1.js</c>.</summary>
internal sealed class SqlBinding(ISqlDatabase database) : IBinding
{
    public async ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken)
    {
        try
        {
            return call.Method switch
            {
                "query" => await QueryAsync(call, cancellationToken),
                "exec" => await ExecuteAsync(call.Argument(0).AsString(), cancellationToken),
                _ => throw new BindingException("TypeError", $"A database has no method {call.Method}."),
            };
        }
        catch (SqlStatementException fault)
        {
            throw new BindingException(fault.Message);
        }
        catch (StoreUnavailableException)
        {
            throw new BindingException("the database cannot be used now; try again later.");
        }
    }

    private async Task<BindingValue> QueryAsync(BindingCall call, CancellationToken cancellationToken)
    {
        List<SqlStatement> statements = SqlCalls.Read(call.Argument(1).AsString(), call.Argument(2).AsBytes());
        IReadOnlyList<SqlResult> results = await database.RunAsync(statements, cancellationToken);
        return BindingValue.Json(SqlCalls.Write(results, asObjects: call.Argument(0).AsString() == "objects"));
    }

    private async Task<BindingValue> ExecuteAsync(string script, CancellationToken cancellationToken)
    {
        try
        {
            return BindingValue.Json(SqlCalls.Write(await database.RunScriptAsync(script, cancellationToken)));
        }
        catch (SqlStatementException fault) when (fault.Position >= 0)
        {
            throw new BindingException(WithLine(fault, script));
        }
    }

    private static string WithLine(SqlStatementException fault, string script)
    {
        int start = fault.Position;
        while (start < script.Length && char.IsWhiteSpace(script[start]))
        {
            start++;
        }

        int line = script.AsSpan(0, start).Count('\n') + 1;
        return $"Error in line {line}: {script[start..].Split('\n', 2)[0]}: {fault.Message}";
    }
}
