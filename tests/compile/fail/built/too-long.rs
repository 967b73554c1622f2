use sts_policy::policy;

fn main() {
    let _ = policy! {
        allow "s3:GetObject" on
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-00/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-01/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-02/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-03/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-04/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-05/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-06/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-07/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-08/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-09/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-10/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-11/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-12/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-13/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-14/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-15/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-16/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-17/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-18/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-19/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-20/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-21/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-22/a/folder/with/a/long/name/*",
            "arn:aws:s3:::reports-of-a-department-with-a-long-name-23/a/folder/with/a/long/name/*";
    };
}
