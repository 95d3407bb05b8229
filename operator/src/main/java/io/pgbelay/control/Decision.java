package io.pgbelay.control;

import io.pgbelay.news.Deed;
import java.util.List;

/**
 * What a planner decided.
 *
 * @param status the whole status, as it is to stand
 * @param actions carried out before the status is patched
 * @param news told after it
 * @param next when to look again
 */
public record Decision<S>(S status, List<Action> actions, List<Deed> news, Next next) {
    public Decision {
        actions = List.copyOf(actions);
        news = List.copyOf(news);
    }

    /** Only a status. */
    public static <S> Decision<S> of(S status, Next next) {
        return new Decision<>(status, List.of(), List.of(), next);
    }
}
