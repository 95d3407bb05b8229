package io.pgbelay.pgclient;

import java.util.List;

/** psql's arguments. The script comes by stdin. */
public final class ScriptCommand {
    private ScriptCommand() {}

    /**
     * Runs a script to its first error. Its end of bytes is no proof that it was whole: psql is content with half of one.
     */
    public static List<String> into(String conninfo) {
        return List.of(
                "psql",
                "--no-psqlrc",
                "--no-password",
                "--quiet",
                "--set=ON_ERROR_STOP=1",
                "--output=/dev/null",
                "--file=-",
                "--dbname=" + conninfo);
    }
}
