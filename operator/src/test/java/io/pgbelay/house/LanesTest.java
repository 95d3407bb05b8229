package io.pgbelay.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.pgbelay.rig.BesideTheLoops;
import io.pgbelay.rig.Given;
import io.pgbelay.rig.Servers;
import org.junit.jupiter.api.Test;

/** Tests run in two lanes side by side, and the database server of the rig belongs to one of them. */
class LanesTest {
    @Test
    void whoUsesTheSharedServerRunsInItsLane() {
        classes()
                .that(useTheSharedServer())
                .should()
                .beAnnotatedWith(BesideTheLoops.class)
                .because("another test would see its databases come and go")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                        .importPackages("io.pgbelay"));
    }

    private static DescribedPredicate<JavaClass> useTheSharedServer() {
        return DescribedPredicate.describe(
                "use the shared server",
                one -> one.getSimpleName().endsWith("Test") && (isGivenIt(one) || takesIt(one)));
    }

    private static boolean isGivenIt(JavaClass one) {
        return one.getAccessesFromSelf().stream()
                .anyMatch(use -> use.getTargetOwner().isEquivalentTo(Given.class));
    }

    private static boolean takesIt(JavaClass one) {
        return one.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Servers.class)
                        && call.getName().equals("postgres"));
    }
}
