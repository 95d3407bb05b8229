package io.pgbelay.bench;

/**
 * What one run of a contender cost.
 *
 * @param wallSeconds from the start of its first process to the end of its last
 * @param clientCpuSeconds of all processes that the contender started: mover, tools, shells
 * @param serverCpuSeconds of the Postgres server: backends, and whoever else worked there meanwhile
 * @param storeCpuSeconds of the S3 server, which lives in the bench's own JVM: looking on is in it, some hundredths of it
 * @param peakRssMiB the largest sum of resident memory of the contender's processes, looked at 20 times a second
 * @param moverRssMiB the kernel's high-water mark of our mover; 0 for others
 * @param bytes what lies there in the end
 */
record Cost(
        double wallSeconds,
        double clientCpuSeconds,
        double serverCpuSeconds,
        double storeCpuSeconds,
        double peakRssMiB,
        double moverRssMiB,
        long bytes) {
    /** Of client and server. The store is left aside, for not everybody sends something there. */
    double cpuSeconds() {
        return clientCpuSeconds + serverCpuSeconds;
    }

    Cost of(long stored) {
        return new Cost(
                wallSeconds, clientCpuSeconds, serverCpuSeconds, storeCpuSeconds, peakRssMiB, moverRssMiB, stored);
    }
}
