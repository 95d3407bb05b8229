package io.pgbelay.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls between the rooms, each with its reason. {@link Room} is the plan they are held to. */
class WallsTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.pgbelay");

    private static final List<String> RESOURCE_ROOMS =
            Room.OF_RESOURCES.stream().map(Room::title).toList();
    private static final List<String> FURNITURE = List.of("Reconciler", "Observer", "Seen", "Planner");

    private static final List<String> PURE_ROOMS =
            List.of("config", "cron", "retention", "queue", "contract", "kube", "archive");

    private static final List<String> WORLD = List.of(
            "io.fabric8.kubernetes.client",
            "io.javaoperatorsdk",
            "org.slf4j",
            "java.io",
            "java.nio.file",
            "java.net",
            "java.util.concurrent");

    /** Rooms that touch the world, and so may look at its clock. */
    private static final Set<String> CLOCK_ROOMS =
            Set.of("app", "control", "news", "storage", "postgres", "pgclient", "worker", "playground");

    /** Names that say nothing: whoever needs one has not found the noun yet. */
    private static final String NOTHING_SAID =
            "(Abstract|Base)[A-Z].*|.*(Utils?|Helper|Manager|Service|Impl|Base|Handler|Processor)";

    @Test
    void everyPackageIsARoomOfThePlan() {
        assertThat(HOUSE.stream()
                        .map(WallsTest::room)
                        .filter(room -> !room.equals("playground"))
                        .distinct())
                .as("a new room needs a floor and a list of what it may import: add it to Room")
                .isSubsetOf(Room.ALL.stream().map(Room::title).toList());
    }

    static List<Room> rooms() {
        return Room.ALL;
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void importsGoDownOnly(Room room) {
        classes()
                .that()
                .resideInAPackage(room.packages())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(room.mayImport())
                .because("imports go down only, never sideways, and not past what the plan lists for " + room.title()
                        + ": so each room can be read, tested and replaced by itself")
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void theWingsNeverMeet() {
        noClasses()
                .that()
                .resideInAnyPackage(Room.packages(Room.Wing.WORKER))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Room.packages(Room.Wing.OPERATOR))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..")
                .because("the worker talks to Postgres and to a bucket, never to the API server: its Pod has no token")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAnyPackage(Room.packages(Room.Wing.OPERATOR))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Room.packages(Room.Wing.WORKER))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "org.postgresql..", "org.bouncycastle..", "java.sql..")
                .because("the operator holds no credentials: what needs them runs as a Job")
                .check(HOUSE);
    }

    @Test
    void noRoomNeedsItselfByAnother() {
        slices().matching("io.pgbelay.(*)..")
                .should()
                .beFreeOfCycles()
                .because("of two rooms that need each other neither can be understood alone")
                .check(HOUSE);
    }

    @Test
    void resourceRoomsTalkThroughTheApiServer() {
        for (var room : Room.OF_RESOURCES) {
            noClasses()
                    .that()
                    .resideInAPackage(room.packages())
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(Room.OF_RESOURCES.stream()
                            .filter(other -> !other.equals(room))
                            .map(Room::packages)
                            .toArray(String[]::new))
                    .because("each kind is its own controller: what one wants of another it writes into a resource")
                    .check(HOUSE);
        }
    }

    @Test
    void everyResourceRoomHasTheSameFurniture() {
        for (var room : RESOURCE_ROOMS) {
            assertThat(HOUSE.stream()
                            .filter(one -> room(one).equals(room))
                            .map(JavaClass::getSimpleName)
                            .toList())
                    .as("who knows one resource room knows them all: " + room)
                    .satisfies(names -> FURNITURE.forEach(piece -> assertThat(names)
                            .filteredOn(name -> name.endsWith(piece))
                            .hasSize(1)));
        }
    }

    @Test
    void whatDecidesTouchesNothing() {
        noClasses()
                .that(decides())
                .should()
                .dependOnClassesThat(touchTheWorld())
                .because("a decision is a function of what was seen and of the time: its test needs no cluster")
                .check(HOUSE);
    }

    @Test
    void timeEntersThroughAClockInAShell() {
        noClasses()
                .that(ownNoClock())
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .because("what asks for the time by itself cannot be tested at another time")
                .check(HOUSE);
    }

    @Test
    void namesAreNounsOfTheDomain() {
        noClasses()
                .should()
                .haveNameMatching(".*[.$](" + NOTHING_SAID + ")")
                .because("a name tells what a thing is, not that it helps")
                .check(HOUSE);
    }

    @Test
    void recordsOfTheApiHaveNoBeanNames() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(Room.API.packages())
                .should()
                .haveNameNotMatching("(is|get)[A-Z].*")
                .because("the CRD generator and Jackson would take them for properties of the resource")
                .check(HOUSE);
    }

    @Test
    void thePlaygroundKnowsNothingOfUs() {
        noClasses()
                .that()
                .resideInAPackage("io.pgbelay.playground..")
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("belong to the product") {
                    @Override
                    public boolean test(JavaClass other) {
                        return other.getPackageName().startsWith("io.pgbelay.")
                                && !room(other).equals("playground");
                    }
                })
                .because("it is a laptop's Kubernetes for anybody")
                .check(HOUSE);
    }

    /** In the resource rooms everything but shells, and the rooms that are pure as a whole. */
    private static DescribedPredicate<JavaClass> decides() {
        return DescribedPredicate.describe(
                "decide", one -> PURE_ROOMS.contains(room(one)) || (RESOURCE_ROOMS.contains(room(one)) && !shell(one)));
    }

    /** The class of all our kinds lies in the client's package, and does nothing. */
    private static DescribedPredicate<JavaClass> touchTheWorld() {
        var model = "io.fabric8.kubernetes.client.CustomResource";
        return DescribedPredicate.describe(
                "touch the world",
                one -> WORLD.stream().anyMatch(one.getPackageName()::startsWith)
                        && !one.getName().equals(model));
    }

    private static DescribedPredicate<JavaClass> ownNoClock() {
        return DescribedPredicate.describe("are no shells", one -> !CLOCK_ROOMS.contains(room(one)) && !shell(one));
    }

    private static boolean shell(JavaClass one) {
        return one.getName().matches(".*(Reconciler|Observer)(\\$.*)?");
    }

    private static String room(JavaClass one) {
        return one.getPackageName().split("\\.", -1)[2];
    }
}
