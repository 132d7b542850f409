using EdgeIsolates.V8;

namespace EdgeIsolates.Isolates;

/// <summary>V8's account of an error, in the host's terms.</summary>
internal static class ScriptErrors
{
    /// <summary>The error with its places in terms of the sources that the function's maps name.</summary>
    public static EdgeError ToEdgeError(this V8Exception exception, TenantIsolate isolate)
    {
        V8Exception mapped = isolate.MapToSources(exception);
        return new(mapped.Name, mapped.Message, mapped.ScriptName, mapped.Line, mapped.Column, mapped.SourceLine, mapped.Stack);
    }

    /// <summary>What a script sees of a binding's failure.</summary>
    public static V8OpException OfBinding(BindingException failure) => failure.ErrorClass switch
    {
        "Error" => new(V8ErrorClass.Error, failure.Message),
        "TypeError" => new(V8ErrorClass.TypeError, failure.Message),
        "RangeError" => new(V8ErrorClass.RangeError, failure.Message),
        "SyntaxError" => new(V8ErrorClass.SyntaxError, failure.Message),
        "ReferenceError" => new(V8ErrorClass.ReferenceError, failure.Message),
        _ => new(failure.ErrorClass, failure.Message),
    };

    /// <summary>The same error with the place where its code was stopped, if that is known.</summary>
    public static EdgeError At(this EdgeError error, V8Exception? place, TenantIsolate isolate)
    {
        if (place is null)
        {
            return error;
        }

        V8Exception mapped = isolate.MapToSources(place);
        return error with
        {
            Module = mapped.ScriptName,
            Line = mapped.Line,
            Column = mapped.Column,
            Stack = string.Join("\n    ", mapped.Frames.Select(frame => frame.ToString()).Prepend($"{error.Name}: {error.Message}")),
        };
    }
}
