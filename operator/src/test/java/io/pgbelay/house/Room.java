package io.pgbelay.house;

import java.util.List;
import java.util.stream.Stream;

/**
 * A room of the house, and what it may import besides the JDK.
 *
 * @param title name of its package
 * @param below the rooms that it may import
 * @param libraries packages of others that it may import
 */
record Room(String title, Wing wing, List<Room> below, List<String> libraries) {
    private static final String MODEL = "io.fabric8.kubernetes.api..";
    private static final String CLIENT = "io.fabric8.kubernetes.client..";
    private static final String FRAMEWORK = "io.javaoperatorsdk..";
    private static final String JACKSON = "com.fasterxml.jackson..";
    private static final String LOG = "org.slf4j..";

    static final Room API =
            new Room("api", Wing.GROUND, List.of(), List.of("com.fasterxml.jackson.annotation..", "io.fabric8.."));
    static final Room CONFIG = new Room("config", Wing.GROUND, List.of(), List.of());
    static final Room CRON = new Room("cron", Wing.GROUND, List.of(), List.of());
    static final Room RETENTION = new Room("retention", Wing.GROUND, List.of(API), List.of());
    static final Room QUEUE = new Room("queue", Wing.GROUND, List.of(), List.of());
    static final Room CONTRACT = new Room("contract", Wing.GROUND, List.of(API), List.of(JACKSON));

    static final Room KUBE = new Room("kube", Wing.OPERATOR, List.of(API), List.of(MODEL));
    static final Room JOB =
            new Room("job", Wing.OPERATOR, List.of(API, CONFIG, CONTRACT, KUBE), List.of(MODEL, JACKSON));
    static final Room ASK = new Room("ask", Wing.OPERATOR, List.of(API, KUBE), List.of(MODEL));
    static final Room WORKLOAD = new Room("workload", Wing.OPERATOR, List.of(API, KUBE), List.of(MODEL));
    static final Room NEWS =
            new Room("news", Wing.OPERATOR, List.of(API, CONFIG, KUBE), List.of(MODEL, CLIENT, JACKSON, LOG));
    static final Room CONTROL = new Room(
            "control", Wing.OPERATOR, List.of(API, CONFIG, KUBE, JOB, NEWS), List.of(MODEL, CLIENT, FRAMEWORK, LOG));
    static final Room SCHEDULE = resource("schedule");
    static final Room BACKUP = resource("backup");
    static final Room RESTORE = resource("restore");
    static final Room ENVIRONMENT = resource("environment");
    static final Room PROMOTION = resource("promotion");
    static final Room METRICS = new Room(
            "metrics",
            Wing.OPERATOR,
            List.of(API, CRON, NEWS),
            List.of(MODEL, "io.fabric8.kubernetes.client", "io.micrometer..", "io.prometheus.metrics.."));

    static final Room STREAM = new Room(
            "stream",
            Wing.WORKER,
            List.of(),
            List.of("com.github.luben.zstd..", "org.bouncycastle..", "javax.crypto.."));
    static final Room STORAGE =
            new Room("storage", Wing.WORKER, List.of(API, CONTRACT), List.of("software.amazon.awssdk.."));
    static final Room ARCHIVE = new Room("archive", Wing.WORKER, List.of(), List.of("com.dynatrace.hash4j.."));
    static final Room POSTGRES =
            new Room("postgres", Wing.WORKER, List.of(API, CONTRACT, ARCHIVE), List.of("org.postgresql.."));
    static final Room PGCLIENT = new Room("pgclient", Wing.WORKER, List.of(API, CONTRACT), List.of());
    static final Room WORKER = new Room(
            "worker",
            Wing.WORKER,
            List.of(API, CONTRACT, STREAM, ARCHIVE, STORAGE, POSTGRES, PGCLIENT),
            List.of(JACKSON, LOG));

    /** May import all; none imports it, for none lists it. */
    static final Room APP = new Room("app", Wing.ROOF, List.of(), List.of(".."));

    /** The house, from the ground up. */
    static final List<Room> ALL = List.of(
            API,
            CONFIG,
            CRON,
            RETENTION,
            QUEUE,
            CONTRACT,
            KUBE,
            JOB,
            ASK,
            WORKLOAD,
            NEWS,
            CONTROL,
            SCHEDULE,
            BACKUP,
            RESTORE,
            ENVIRONMENT,
            PROMOTION,
            METRICS,
            STREAM,
            ARCHIVE,
            STORAGE,
            POSTGRES,
            PGCLIENT,
            WORKER,
            APP);

    /** One for each kind; they talk to each other through the API server alone. */
    static final List<Room> OF_RESOURCES = List.of(SCHEDULE, BACKUP, RESTORE, ENVIRONMENT, PROMOTION);

    /** Two wings over one ground, under one roof. */
    enum Wing {
        GROUND,
        OPERATOR,
        WORKER,
        ROOF
    }

    private static Room resource(String title) {
        return new Room(
                title,
                Wing.OPERATOR,
                List.of(API, CONFIG, CRON, RETENTION, QUEUE, CONTRACT, KUBE, JOB, ASK, WORKLOAD, NEWS, CONTROL),
                List.of(MODEL, CLIENT, FRAMEWORK));
    }

    String packages() {
        return "io.pgbelay." + title + "..";
    }

    String[] mayImport() {
        var own = Stream.of("java..", "javax.net..", "jdk.net..", "org.jspecify..", packages());
        var theirs = Stream.concat(below.stream().map(Room::packages), libraries.stream());
        return Stream.concat(own, theirs).toArray(String[]::new);
    }

    /** Packages of all rooms of a wing. */
    static String[] packages(Wing wing) {
        return ALL.stream()
                .filter(room -> room.wing == wing)
                .map(Room::packages)
                .toArray(String[]::new);
    }

    @Override
    public String toString() {
        return title;
    }
}
