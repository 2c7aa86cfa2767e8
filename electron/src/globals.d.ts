/** Whether this bundle is the one for the tests; in the app's own bundle everything behind it is cut away. */
declare const TEST_BUILD: boolean;
