package io.pgbelay.contract;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * What a look through the storage found; the backups themselves are told on stdout, see {@link CatalogPages}.
 *
 * @param entries how many backups
 * @param sha256 of the pages, hex
 * @param refused manifests that cannot be believed, with the reason; at most ten
 * @param leftovers keys of attempts that have no manifest
 * @param foreign keys that are nobody's here
 */
public record Catalogued(int entries, String sha256, List<String> refused, int leftovers, int foreign) {
    public Catalogued {
        refused = List.copyOf(requireNonNullElse(refused, List.of()));
    }
}
