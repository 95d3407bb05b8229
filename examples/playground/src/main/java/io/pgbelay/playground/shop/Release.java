package io.pgbelay.playground.shop;

import java.util.Map;

/**
 * A release of the application.
 *
 * @param number 1, 2 or 3; also the revision of the schema that it brings along
 */
record Release(int number) {
    static Release of(Map<String, String> env) {
        return new Release(Integer.parseInt(env.getOrDefault("SHOP_RELEASE", "1")));
    }

    /** What it asks its database. The third one asks for a column that nobody has made. */
    String question() {
        return switch (number) {
            case 1 -> "SELECT count(*) || ' orders, ' || sum(total) FROM orders";
            case 2 -> "SELECT count(*) || ' orders, ' || sum(total) || ' ' || max(currency) FROM orders";
            default -> "SELECT count(*) || ' orders, ' || sum(amount) || ' ' || max(currency) FROM orders";
        };
    }
}
