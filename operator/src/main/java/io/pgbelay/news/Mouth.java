package io.pgbelay.news;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** One way in which deeds are told. Being told the same deed twice does no harm but to a count. */
public interface Mouth {
    /** Tells one deed of an object. */
    void tell(HasMetadata about, Deed deed);
}
