package io.pgbelay.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database needs of its server and no dump of it holds: the roles that owners, grants and policies name, without
 * passwords, and what only a superuser may bring back.
 *
 * @param settings of roles in this database: {@code ALTER ROLE ... IN DATABASE ... SET}
 * @param extensions that are installed
 * @param superuser objects that only a superuser may make, in words for people; at most 20
 */
public record Globals(
        List<Role> roles,
        List<Membership> memberships,
        List<Setting> settings,
        List<String> extensions,
        List<String> superuser) {
    public Globals {
        roles = List.copyOf(roles);
        memberships = List.copyOf(memberships);
        settings = List.copyOf(settings);
        extensions = List.copyOf(extensions);
        superuser = List.copyOf(superuser);
    }

    /**
     * A role as it was.
     *
     * @param uses what names it in the database
     * @param attributes as {@code CREATE ROLE} writes them, such as {@code LOGIN}; those that it has
     * @param connectionLimit -1: none
     */
    public record Role(
            String name,
            List<Use> uses,
            List<String> attributes,
            int connectionLimit,
            @Nullable String validUntil) {
        public Role {
            uses = List.copyOf(uses);
            attributes = List.copyOf(attributes);
        }
    }

    /** What names a role. */
    public enum Use {
        Owner,
        Grant,
        Policy,
        Setting
    }

    /** That one role has the rights of another; both are among the roles here. */
    public record Membership(String role, String member, boolean admin) {}

    /** A setting, {@code name=value}. */
    public record Setting(String role, String setting) {}
}
