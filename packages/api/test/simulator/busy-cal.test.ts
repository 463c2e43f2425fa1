import { testProfile } from "./test-profile.ts";

testProfile("busyCal");
