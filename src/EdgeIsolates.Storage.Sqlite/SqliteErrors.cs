using System.Globalization;
using Microsoft.Data.Sqlite;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>Tells a file that cannot be used (now) from a fault of ours, by SQLite's primary result codes.</summary>
internal static class SqliteErrors
{
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Protocol = 15;
    private const int NotADatabase = 26;

    /// <summary>Whether the fault is the file's.</summary>
    public static bool IsOfFile(SqliteException error) => IsOfFile(error.SqliteErrorCode);

    /// <summary>Whether a fault with this primary result code is the file's.</summary>
    public static bool IsOfFile(int code) => What(code, TimeSpan.Zero) is not null;

    /// <summary>SQLite's own name of a primary result code that a statement can be at fault for.</summary>
    public static string NameOf(int code) => code switch
    {
        1 => "SQLITE_ERROR",
        4 => "SQLITE_ABORT",
        7 => "SQLITE_NOMEM",
        17 => "SQLITE_SCHEMA",
        18 => "SQLITE_TOOBIG",
        19 => "SQLITE_CONSTRAINT",
        20 => "SQLITE_MISMATCH",
        23 => "SQLITE_AUTH",
        25 => "SQLITE_RANGE",
        _ => string.Create(CultureInfo.InvariantCulture, $"SQLITE_{code}"),
    };

    /// <summary>Says what is wrong with the file.</summary>
    public static StoreUnavailableException Unavailable(SqliteException error, string path, TimeSpan busyTimeout) =>
        new($"The SQLite file '{path}' {What(error.SqliteErrorCode, busyTimeout)} ({error.Message})", error);

    private static string? What(int code, TimeSpan busyTimeout) => code switch
    {
        Busy or Locked or Protocol =>
            $"is locked for longer than {busyTimeout.TotalSeconds:0.###} s: look for another process that holds a transaction on it open",
        CannotOpen or Permission =>
            "cannot be opened: its folder must exist, and this process must be allowed to write the file and to make others beside it",
        ReadOnly => "can only be read: look at the permissions of the file and of its folder, and whether the disk is mounted for writing",
        Full => "cannot grow: the disk is full",
        InputOutput => "cannot be read or written: look at the disk and at the system's log",
        Corrupt or NotADatabase => "is damaged or is no SQLite database: look at it with 'PRAGMA integrity_check' and restore a backup",
        _ => null,
    };
}
