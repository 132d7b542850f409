namespace EdgeIsolates.V8;

/// <summary>How a call into V8 ended. These are expected ends, so they are values and not exceptions.</summary>
public enum V8Status
{
    /// <summary>It ran to its end.</summary>
    Ok = 0,

    /// <summary>JavaScript threw; <see cref="V8Scope.TakeException"/> tells what.</summary>
    Exception = 1,

    /// <summary>A budget or the host stopped it; <see cref="V8Isolate.TerminationReason"/> tells which.</summary>
    Terminated = 2,

    /// <summary>V8 gave up. The fatal error was contained and this isolate will never run again.</summary>
    Lost = 3,

    /// <summary>The calling thread has too little stack left to enter an isolate.</summary>
    NoStack = 4,

    /// <summary>The call made no sense: an unknown module, a value of the wrong kind, bytes that do not fit the budget.</summary>
    Invalid = 5,
}
