/**
 * Where backups lie. {@link io.pgbelay.storage.ObjectStore} is what the worker's verbs see; one file tree for each kind
 * of place, chosen by the exhaustive switch in {@link io.pgbelay.storage.ObjectStores}.
 *
 * <p>Called by the worker's verbs. A new backend: a field in {@code api.Storage}, a class permitted by ObjectStore, an
 * arm in ObjectStores. Troubles leave this room as {@link io.pgbelay.contract.Failure}; nothing here waits without end.
 */
@NullMarked
package io.pgbelay.storage;

import org.jspecify.annotations.NullMarked;
