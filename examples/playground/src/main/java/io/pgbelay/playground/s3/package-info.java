/**
 * An S3 server in this process: s3proxy over a folder, which checks signatures and knows multipart uploads. Clients
 * reach it through a gate that can be told to answer with errors, to hang, or to hang up.
 */
@NullMarked
package io.pgbelay.playground.s3;

import org.jspecify.annotations.NullMarked;
