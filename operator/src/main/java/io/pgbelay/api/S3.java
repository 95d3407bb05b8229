package io.pgbelay.api;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A bucket of S3 or of anything that speaks its protocol. */
public record S3(
        @JsonPropertyDescription("Name of the bucket.")
        @Required
        @Size(max = 63)
        @ValidationRule(
                value = "self.matches('^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$')",
                message = "a bucket's name has 3 to 63 small letters, digits, dots and hyphens")
        String bucket,

        @JsonPropertyDescription("What all keys begin with, without slashes at its ends. Default: none.")
        @Size(max = 512)
        @ValidationRule(
                value = "self == '' || self.matches('^[^/].*[^/]$|^[^/]$')",
                message = "write the prefix without slashes at its ends")
        String prefix,

        @JsonPropertyDescription("Region of the bucket. Default: us-east-1.")
        @Default("us-east-1")
        @Size(min = 1, max = 64)
        String region,

        @JsonPropertyDescription("URL of a server other than AWS, such as https://minio.example:9000. Default: AWS.")
        @Size(max = 512)
        @ValidationRule(
                value = "self == '' || self.matches('^https?://[^/ ]+')",
                message = "write a URL such as https://minio.example:9000")
        String endpoint,

        @JsonPropertyDescription(
                "Whether the bucket stands in the URL's path instead of the host name. Default: false.")
        @Default("false")
        Boolean forcePathStyle,

        @JsonPropertyDescription("Keys of the account. Default: the web identity of the Pod's service account.")
        @Nullable
        S3Credentials credentials,

        @JsonPropertyDescription("Storage class of the objects, such as STANDARD_IA. Not GLACIER or DEEP_ARCHIVE, which"
                + " cannot be read back to verify them. Default: STANDARD.")
        @Default("STANDARD")
        @Size(max = 64)
        @ValidationRule(
                value = "self.matches('^[A-Z0-9_]+$') && !(self in ['GLACIER', 'DEEP_ARCHIVE'])",
                message = "write a storage class that can be read at once, such as STANDARD_IA or GLACIER_IR")
        String storageClass,

        @JsonPropertyDescription("Encryption by the store itself. Default: what the bucket's settings say.") @Nullable
        ServerSideEncryption serverSideEncryption,

        @JsonPropertyDescription("Certificates that sign the endpoint's, in PEM. Default: the usual authorities.")
        @Nullable
        SecretKey caBundle)
        implements Storage.Place {
    public S3 {
        prefix = requireNonNullElse(prefix, "");
        region = requireNonNullElse(region, "us-east-1");
        endpoint = requireNonNullElse(endpoint, "");
        forcePathStyle = requireNonNullElse(forcePathStyle, false);
        storageClass = requireNonNullElse(storageClass, "STANDARD");
    }

    @Override
    public String address(String key) {
        return "s3://" + bucket + "/" + key;
    }

    @Override
    public boolean sameAs(Storage.Place other) {
        return other instanceof S3 there
                && bucket.equals(there.bucket)
                && endpoint.equals(there.endpoint)
                && region.equals(there.region);
    }

    /** The same bucket, read or written with other keys. */
    public S3 withCredentials(S3Credentials other) {
        return new S3(
                bucket, prefix, region, endpoint, forcePathStyle, other, storageClass, serverSideEncryption, caBundle);
    }
}
