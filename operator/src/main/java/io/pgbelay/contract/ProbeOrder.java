package io.pgbelay.contract;

import io.pgbelay.api.HttpCheck;
import java.util.List;

/**
 * What a worker started as {@code probe} is to do: ask URLs until all of them have answered as they should, and then go on
 * asking for a while. It needs no credentials, no storage and no database.
 *
 * @param checks asked in this order
 * @param deadlineSeconds how long it may take until all have answered
 * @param soakSeconds how long all have to go on answering then; one wrong answer fails
 */
public record ProbeOrder(List<HttpCheck> checks, long deadlineSeconds, long soakSeconds) {
    /** The word by which the image is started for this order. */
    public static final String VERB = "probe";

    public ProbeOrder {
        checks = List.copyOf(checks);
    }
}
